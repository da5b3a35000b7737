package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The editor in one browser, in the words of an author: what one sees, presses and types. */
final class Editor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String BEGINNING =
      """
      const begins = (element) =>
        element.innerText.replaceAll('\\u00a0', ' ').trim().startsWith(arguments[1]);
      return [...document.querySelectorAll(arguments[0])].filter(begins);
      """;

  private final Chromium browser;
  private final ChromeDriver driver;
  private final String url;
  private final List<String> provoked = new ArrayList<>();

  Editor(Chromium browser, String url) {
    this.browser = browser;
    this.driver = browser.driver();
    this.url = url;
  }

  Chromium browser() {
    return browser;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens an address of the editor, such as {@code /editor/}. */
  void open(String path) {
    visit(url + path);
  }

  void visit(String address) {
    driver.get(address);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** The path, query and fragment that the browser shows. */
  String place() {
    return String.valueOf(driver.getCurrentUrl()).substring(url.length());
  }

  void awaitHeading(String heading) {
    until("the heading " + heading, () -> visible("h1", heading) != null);
  }

  /** Presses the visible button, tab or link that reads so. */
  void press(String label) {
    until(
        "a press of " + label,
        () -> {
          WebElement found = visible("button, a", label);
          if (found == null || !found.isEnabled()) {
            return false;
          }
          // As people scroll: the bar that stays at the top may cover what is in the window.
          driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
          found.click();
          return true;
        });
  }

  /** Clicks the first visible element that a selector finds. */
  void click(String selector) {
    until(
        "a click on " + selector,
        () -> {
          WebElement found = first(selector);
          if (found == null) {
            return false;
          }
          found.click();
          return true;
        });
  }

  void awaitDialog(String title) {
    until("the dialog " + title, () -> visible("dialog[open] h2", title) != null);
  }

  void awaitNoDialog() {
    until("no dialog", () -> all("dialog").isEmpty());
  }

  /** The visible control with a label. */
  WebElement field(String label) {
    return until(
        "the field " + label,
        () ->
            beginning("label", label).stream()
                .filter(each -> each.isDisplayed() && each.getText().startsWith(label))
                .map(each -> driver.findElement(By.id(each.getDomAttribute("for"))))
                .findFirst()
                .orElse(null),
        found -> found != null);
  }

  WebElement title() {
    return one(".title");
  }

  WebElement text() {
    return one(".text");
  }

  /** What stands in the text now. */
  String words() {
    return String.valueOf(text().getDomProperty("value"));
  }

  /** Types where the caret is. */
  void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Types at the end of the text. */
  void write(String words) {
    text().sendKeys(Keys.chord(Keys.CONTROL, Keys.END), words);
  }

  /** Writes at the end of the text, key by key as a person does. */
  void type(String words, Duration betweenKeys) {
    text().sendKeys(Keys.chord(Keys.CONTROL, Keys.END));
    Actions typing = new Actions(driver);
    words.chars().forEach(key -> typing.sendKeys(Character.toString(key)).pause(betweenKeys));
    typing.perform();
  }

  String saved() {
    return one(".save-text").getText();
  }

  void awaitSaved() {
    until("everything is saved", () -> saved().startsWith("Saved") && !saved().contains("except"));
  }

  /** The HTML that the preview shows. */
  String preview() {
    List<WebElement> shown = all("iframe.shown");
    return shown.isEmpty() ? "" : String.valueOf(shown.get(0).getDomProperty("srcdoc"));
  }

  /** Awaits that the first visible element that a selector finds says all of this. */
  void awaitText(String selector, String... words) {
    patiently(selector).untilAsserted(() -> assertThat(one(selector).getText()).contains(words));
  }

  WebElement one(String selector) {
    return until(selector, () -> first(selector), found -> found != null);
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  boolean shows(String selector) {
    return all(selector).stream().anyMatch(WebElement::isDisplayed);
  }

  boolean isWiderThanItsWindow() {
    return Boolean.TRUE.equals(
        driver.executeScript("return document.documentElement.scrollWidth > window.innerWidth"));
  }

  /** A complaint of the console that the test causes on purpose, such as {@code status of 409}. */
  void provokes(String complaint) {
    provoked.add(complaint);
  }

  List<String> complaints() {
    return browser.complaints().stream()
        .filter(complaint -> provoked.stream().noneMatch(complaint::contains))
        .toList();
  }

  void until(String what, Callable<Boolean> condition) {
    until(what, condition, Boolean.TRUE::equals);
  }

  <T> T until(String what, Callable<T> value, Predicate<T> condition) {
    return patiently(what).until(value, condition::test);
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        // An element may be replaced while it is looked at.
        .ignoreExceptionsInstanceOf(WebDriverException.class);
  }

  void keepPicture(Class<?> test, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "browser"));
    String file = test.getSimpleName() + "." + name.replaceAll("\\W+", "-") + ".png";
    Files.write(folder.resolve(file), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    browser.close();
  }

  private WebElement visible(String selector, String label) {
    return beginning(selector, label).stream()
        .filter(each -> each.isDisplayed() && each.getText().strip().equals(label))
        .findFirst()
        .orElse(null);
  }

  /** What may begin so: to ask each element of a page for its text takes half a second. */
  @SuppressWarnings("unchecked")
  private List<WebElement> beginning(String selector, String label) {
    return (List<WebElement>) driver.executeScript(BEGINNING, selector, label);
  }

  private WebElement first(String selector) {
    return all(selector).stream().filter(WebElement::isDisplayed).findFirst().orElse(null);
  }
}
