package dev.taskhub.security;

import io.hawt.web.auth.AuthenticationConfiguration;
import io.hawt.web.auth.AuthenticationFilter;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Makes the hub's login the console's login. Hawtio would ask JAAS, which knows nobody here, and refuse everybody:
 * its own filter before Jolokia is left out, since Spring Security stands there, and its pages take the name of who is
 * logged in from the request.
 */
@Component
final class ConsoleLogin implements ServletContextInitializer, SmartInitializingSingleton, Ordered {

    private final FilterRegistrationBean<AuthenticationFilter> hawtioFilter;
    private final ServletContext servlets;

    ConsoleLogin(FilterRegistrationBean<AuthenticationFilter> jolokiaAuthenticationFilter, ServletContext servlets) {
        this.hawtioFilter = jolokiaAuthenticationFilter;
        this.servlets = servlets;
    }

    /** Before the filters are registered. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onStartup(ServletContext servletContext) {
        hawtioFilter.setEnabled(false);
    }

    /** After Hawtio has read its settings. */
    @Override
    public void afterSingletonsInstantiated() {
        AuthenticationConfiguration.getConfiguration(servlets).setSpringSecurityEnabled(true);
    }
}
