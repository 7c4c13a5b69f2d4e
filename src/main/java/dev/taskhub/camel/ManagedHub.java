package dev.taskhub.camel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.mbean.ManagedProcessorMBean;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.management.mbean.ManagedCamelContext;
import org.apache.camel.spi.ManagementAgent;

/**
 * What JMX tells of the hub as a whole. An open console asks every few seconds for the figures of all routes with all
 * their steps; Camel 4.18.0 goes through the steps of all routes for each route, which took the hub some seconds each
 * time. Here each step is asked once. Public, because JMX calls it.
 */
@ManagedResource(description = "Managed CamelContext")
public class ManagedHub extends ManagedCamelContext {

    private static final Pattern ROUTE = Pattern.compile("<routeStat id=\"([^\"]*)\"[^>]*>\n");

    ManagedHub(CamelContext context) {
        super(context);
    }

    /** The figures as Camel writes them, those of a route's steps in the steps' order. */
    @Override
    public String dumpRoutesStatsAsXml(boolean fullStats, boolean includeProcessors) throws Exception {
        String routes = super.dumpRoutesStatsAsXml(fullStats, false);
        if (!includeProcessors) {
            return routes;
        }
        Map<String, List<ManagedProcessorMBean>> steps = steps();
        return ROUTE.matcher(routes)
                .replaceAll(route -> Matcher.quoteReplacement(
                        route.group() + figures(steps.getOrDefault(route.group(1), List.of()), fullStats)));
    }

    private Map<String, List<ManagedProcessorMBean>> steps() throws JMException {
        record Step(int index, String route, ManagedProcessorMBean bean) {}
        ManagementAgent agent = getContext().getManagementStrategy().getManagementAgent();
        var steps = new ArrayList<Step>();
        var all = new ObjectName(agent.getMBeanObjectDomainName() + ":context="
                + getContext().getManagementName() + ",type=processors,*");
        for (ObjectName name : agent.getMBeanServer().queryNames(all, null)) {
            ManagedProcessorMBean bean = agent.newProxyClient(name, ManagedProcessorMBean.class);
            if (bean != null) {
                steps.add(new Step(bean.getIndex(), bean.getRouteId(), bean));
            }
        }
        steps.sort(Comparator.comparingInt(Step::index));
        var byRoute = new HashMap<String, List<ManagedProcessorMBean>>();
        steps.forEach(step ->
                byRoute.computeIfAbsent(step.route, route -> new ArrayList<>()).add(step.bean));
        return byRoute;
    }

    private static String figures(List<ManagedProcessorMBean> steps, boolean fullStats) {
        var text = new StringBuilder("      <processorStats>\n");
        for (ManagedProcessorMBean step : steps) {
            Integer line = step.getSourceLineNumber();
            text.append(
                    "        <processorStat id=\"%s\" index=\"%s\" state=\"%s\" disabled=\"%s\" sourceLineNumber=\"%s\""
                            .formatted(
                                    step.getProcessorId(),
                                    step.getIndex(),
                                    step.getState(),
                                    step.getDisabled(),
                                    line == null ? -1 : line));
            // <stat .../>, of which the attributes are wanted
            text.append(" exchangesInflight=\"%s\" ".formatted(step.getExchangesInflight()))
                    .append(step.dumpStatsAsXml(fullStats).substring(7))
                    .append('\n');
        }
        return text.append("      </processorStats>\n").toString();
    }

    /** Has JMX show a {@link ManagedHub}. */
    static final class Strategy extends DefaultManagementObjectStrategy {

        @Override
        public Object getManagedObjectForCamelContext(CamelContext context) {
            var hub = new ManagedHub(context);
            hub.init(context.getManagementStrategy());
            return hub;
        }
    }
}
