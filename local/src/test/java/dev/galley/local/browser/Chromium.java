package dev.galley.local.browser;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A window with a profile that is new, and goes with it. */
final class Chromium implements AutoCloseable {

  static final String MISSING =
      "the browser tests need /usr/bin/chromium and /usr/bin/chromedriver"
          + " (Debian's packages chromium and chromium-driver).";

  private final ChromiumProcess process;
  private final String profile;
  private final ChromeDriver driver;

  private Chromium(ChromiumProcess process) {
    this.process = process;
    this.profile = process.newProfile();
    this.driver = process.driver();
    driver.switchTo().window(process.newWindow(profile));
    // What is left of whoever used the process before.
    Set.of(LogType.BROWSER, LogType.PERFORMANCE).forEach(driver.manage().logs()::get);
  }

  static Chromium open() {
    if (!ChromiumProcess.isInstalled()) {
      throw new IllegalStateException(MISSING);
    }
    return new Chromium(ChromiumProcess.take());
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Gives the page so much room. */
  void show(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The author's wish for a colour scheme, {@code light} or {@code dark}, and for no motion. */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                // What is half faded in has no contrast that could be judged.
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** What the browser complained of since the last call: errors, refusals of the policy. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    process.drop(profile);
    process.giveBack();
  }
}
