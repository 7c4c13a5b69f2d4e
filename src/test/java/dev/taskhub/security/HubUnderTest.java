package dev.taskhub.security;

import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The least application that shows the locks: the real security and console, and one answer for every door. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({SecurityConfiguration.class, Accounts.class, ConsoleLogin.class})
class HubUnderTest {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @RestController
    static class Doors {

        @RequestMapping({"/api/x", "/mcp", "/webhook/x", "/hooks/x", "/other"})
        String answer() {
            return "in";
        }
    }
}
