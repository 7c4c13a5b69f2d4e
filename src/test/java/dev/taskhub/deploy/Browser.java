package dev.taskhub.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The machine's Chromium without a window; waits up to half a minute for what a page is to show. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "console");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where no browser is installed, unless TASKHUB_REQUIRE_BROWSER says that there must be one. */
    static Browser open(Path profile) {
        var installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        var required = Boolean.parseBoolean(System.getenv("TASKHUB_REQUIRE_BROWSER"));
        assumeTrue(installed || required, "no browser: apt-get install chromium chromium-driver");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options(profile)));
    }

    private static ChromeOptions options(Path profile) {
        var logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions().setBinary(CHROMIUM.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
        return options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1600,1000",
                "--user-data-dir=" + profile);
    }

    void go(String address) {
        driver.get(address);
    }

    void type(By field, String text) {
        find(field).sendKeys(text);
    }

    void click(By what) {
        until("can click " + what, page -> {
            var element = page.findElement(what);
            if (!element.isEnabled()) {
                return null;
            }
            element.click();
            return element;
        });
    }

    WebElement find(By what) {
        return until("shows " + what, page -> page.findElement(what));
    }

    List<WebElement> all(By what) {
        return driver.findElements(what);
    }

    /** What the page wrote to the browser's console. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps a picture below target, for people. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    private <T> T until(String what, ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, Duration.ofSeconds(30))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; instead the page says:\n"
                        + driver.findElement(By.tagName("body")).getText() + "\nand complains:\n"
                        + String.join("\n", complaints()))
                .until(condition);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
