package dev.galley.local.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.devtools.Command;
import org.openqa.selenium.devtools.Connection;
import org.openqa.selenium.devtools.ConverterFunctions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.springframework.util.FileSystemUtils;

/**
 * The system's own Chromium; nothing is ever downloaded for it. A start takes as much of the
 * processors as many a test, so a test gives it back, and what it used was a profile of its own. It
 * ends with this JVM.
 */
final class ChromiumProcess {

  private static final File BROWSER = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");

  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // What drops down from a window's address bar: two pages for each window, never seen.
          "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
          "--lang=en-GB");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Deque<ChromiumProcess> FREE = new ConcurrentLinkedDeque<>();

  /**
   * Held here, or the setting would be collected; each start warns of DevTools that nobody uses.
   */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final Path folder;
  private final ChromeDriver driver;
  private final Connection connection;

  private ChromiumProcess() {
    try {
      folder = Files.createTempDirectory("galley-browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.addArguments(ARGUMENTS);
    options.addArguments("--user-data-dir=" + folder);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
    driver = new ChromeDriver(service, options);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    String address = String.valueOf(driver.getCapabilities().getCapability("se:cdp"));
    ClientConfig client = ClientConfig.defaultConfig().baseUri(URI.create(address));
    connection =
        new Connection(HttpClient.Factory.createDefault().createClient(client), address, client);
  }

  static boolean isInstalled() {
    return BROWSER.canExecute() && DRIVER.canExecute();
  }

  /** One that nobody uses now. */
  static ChromiumProcess take() {
    ChromiumProcess free = FREE.poll();
    return free == null ? new ChromiumProcess() : free;
  }

  void giveBack() {
    FREE.push(this);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** A profile that is new and only in memory, by its id. */
  String newProfile() {
    return ask("Target.createBrowserContext", Map.of(), "browserContextId");
  }

  /** A window, by its handle. */
  String newWindow(String profile) {
    return ask(
        "Target.createTarget",
        Map.of("url", "about:blank", "newWindow", true, "browserContextId", profile),
        "targetId");
  }

  /** Closes its windows, whatever they ask, and forgets all that they stored. */
  void drop(String profile) {
    connection.sendAndWait(
        null,
        new Command<>("Target.disposeBrowserContext", Map.of("browserContextId", profile)),
        PATIENCE);
  }

  /** Asks the browser itself: a driver asks the page, which may not. */
  private String ask(String command, Map<String, Object> parameters, String answer) {
    return connection.sendAndWait(
        null,
        new Command<>(command, parameters, ConverterFunctions.map(answer, String.class)),
        PATIENCE);
  }

  private void end() {
    driver.quit();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
