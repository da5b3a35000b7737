package dev.galley.local.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus text, read for single measures. */
final class Measures {

  private final String text;

  private Measures(String text) {
    this.text = text;
  }

  static Measures of(String text) {
    return new Measures(text);
  }

  /** The sum over all label values; 0 when there is no such measure. */
  double sum(String name) {
    Matcher sample =
        Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{[^}]*})? (\\S+)").matcher(text);
    double sum = 0;
    while (sample.find()) {
      sum += Double.parseDouble(sample.group(1));
    }
    return sum;
  }
}
