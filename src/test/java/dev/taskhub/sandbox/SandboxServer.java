package dev.taskhub.sandbox;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The sandbox on a port of its own, without the hub; no stereotype, so that no other test's scan finds it. */
public class SandboxServer implements AutoCloseable {

    private final ServletWebServerApplicationContext context;

    private SandboxServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** Starts on a free port unless {@code properties} name one. The settings of {@code config/} are not read. */
    public static SandboxServer start(String... properties) {
        return new SandboxServer((ServletWebServerApplicationContext) new SpringApplicationBuilder(Web.class)
                .profiles("sandbox-only")
                .properties("server.port=0", "server.address=127.0.0.1")
                .properties(properties)
                .run("--spring.config.name=none"));
    }

    public String url() {
        return "http://127.0.0.1:" + context.getWebServer().getPort() + "/sandbox";
    }

    @Override
    public void close() {
        context.close();
    }

    public static void main(String[] args) {
        start(args);
    }

    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        WebSocketServletAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @ComponentScan
    static class Web {}
}
