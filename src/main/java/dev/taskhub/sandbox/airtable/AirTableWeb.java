package dev.taskhub.sandbox.airtable;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the gate before the API, and gives errors AirTable's form. */
@Configuration(proxyBeanMethods = false)
@Profile({"sandbox", "sandbox-only"})
class AirTableWeb implements WebMvcConfigurer {

    private final AirTable airTable;

    AirTableWeb(AirTable airTable) {
        this.airTable = airTable;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Gate(airTable.conditions())).addPathPatterns("/sandbox/airtable/v0/**");
    }

    /** Answers what no other mapping takes. */
    @RestController
    @Profile({"sandbox", "sandbox-only"})
    static class Unknown {

        @RequestMapping("/sandbox/airtable/**")
        Object unknown() {
            throw ApiError.notFound();
        }
    }

    @RestControllerAdvice(basePackageClasses = AirTableWeb.class)
    @Profile({"sandbox", "sandbox-only"})
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class Errors {

        @ExceptionHandler
        ResponseEntity<Object> answer(ApiError error) {
            return ResponseEntity.status(error.status())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(error.body());
        }
    }
}
