package dev.taskhub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the hub. */
@SpringBootApplication
public class TaskHub {

    public static void main(String[] args) {
        SpringApplication.run(TaskHub.class, args);
    }
}
