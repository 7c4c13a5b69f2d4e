package dev.taskhub;

import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.mustache.MustacheAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Starts the hub. With {@code --taskhub.check} it only tests the connections and ends with exit code 0 or 1; in profile
 * {@code sandbox-only} it is nothing but the imitation of the two remotes.
 */
@SpringBootConfiguration
public class TaskHub {

    /** Said on the command line, since a variable of the environment would override a configuration file. */
    private static final String[] CHECK = {
        // a hub may be running on the configured port
        "--server.port=0",
        "--server.address=127.0.0.1",
        // stores of its own, gone with the check
        "--spring.datasource.url=jdbc:sqlite:file:check?mode=memory&cache=shared",
        "--taskhub.sandbox.data="
    };

    public static void main(String[] args) {
        if (isCheck(args)) {
            System.exit(check(args));
        }
        SpringApplication.run(TaskHub.class, args);
    }

    /** Whether {@code --taskhub.check} is given, with no value but {@code true}. */
    static boolean isCheck(String... args) {
        String given = new SimpleCommandLinePropertySource(args).getProperty("taskhub.check");
        return given != null && (given.isEmpty() || given.equalsIgnoreCase("true"));
    }

    /** Tests the connections and returns the exit code: 0 when all is well, 1 when something is to be mended. */
    static int check(String... args) {
        var application = new SpringApplication(TaskHub.class);
        application.setAdditionalProfiles("check");
        String[] all = Stream.of(args, CHECK).flatMap(Stream::of).toArray(String[]::new);
        return SpringApplication.exit(application.run(all));
    }

    @Configuration(proxyBeanMethods = false)
    @Profile("!sandbox-only")
    // its templates are pages, of which the hub has none
    @EnableAutoConfiguration(exclude = MustacheAutoConfiguration.class)
    @ConfigurationPropertiesScan("dev.taskhub")
    @ComponentScan(
            basePackages = "dev.taskhub",
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "dev\\.taskhub\\.(sandbox\\..*|TaskHub.*)")
            })
    static class Hub {}

    @Configuration(proxyBeanMethods = false)
    @Profile({"sandbox", "sandbox-only"})
    @ComponentScan("dev.taskhub.sandbox")
    static class Sandbox {}

    /** What a web server needs, and no more: no database, no Camel, no console. */
    @Configuration(proxyBeanMethods = false)
    @Profile("sandbox-only")
    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static class SandboxAlone {}
}
