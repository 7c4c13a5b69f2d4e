package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An operator's way through the console in a real browser; pictures of it lie in target/console afterwards. */
class ConsoleIT {

    private static final By STEPS = By.cssSelector(".react-flow__node");
    private static final String ROUTE = "poll-convex-tasks";

    @TempDir
    private Path temp;

    @Test
    void showsTheRoutesAndStopsAndStartsOne() throws Exception {
        try (var browser = Browser.open(temp.resolve("profile"));
                var hub = PackagedHub.start(temp)) {
            browser.go("http://127.0.0.1:" + hub.port() + "/actuator/hawtio/camel/routes");
            browser.type(By.name("username"), "admin");
            browser.type(By.name("password"), PackagedHub.PASSWORD);
            browser.click(By.cssSelector("button[type=submit]"));

            browser.find(route("td[@data-label='Completed' and number(.) > 0]"));
            browser.click(route("td//input[@type='checkbox']"));
            browser.click(button("Stop"));
            browser.find(route("td[.='Stopped']"));
            browser.picture("routes-with-one-stopped");
            browser.click(button("Start"));
            browser.find(route("td[.='Started']"));

            browser.click(By.xpath("//button[contains(@class, 'tree-view__node-text') and .='" + ROUTE + "']"));
            browser.find(By.xpath("//h1[.='" + ROUTE + "']"));
            browser.click(tab("Route Diagram"));
            browser.find(STEPS);
            assertThat(browser.all(STEPS)).as("steps of the route").hasSizeGreaterThan(5);
            browser.picture("one-route");
            browser.click(tab("Attributes"));
            browser.find(By.xpath("//td[.='Reads changed Convex tasks page by page into the task list']"));

            assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy"));
        }
    }

    private static By tab(String name) {
        return By.xpath("//nav[@aria-label='Camel Nav']//a[.='" + name + "']");
    }

    private static By button(String name) {
        return By.xpath("//*[@id='camel-routes-toolbar']//button[.='" + name + "']");
    }

    private static By route(String cell) {
        return By.xpath("//*[@id='camel-routes-table']//tr[td[.='" + ROUTE + "']]/" + cell);
    }
}
