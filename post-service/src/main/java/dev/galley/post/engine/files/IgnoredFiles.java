package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that Hugo's {@code ignoreFiles} leaves out, by regular expressions of Go's. What could
 * mean something else here, or take long, is not understood.
 *
 * @param problem why no file can be told from one that is left out; absent when they can
 */
record IgnoredFiles(List<Pattern> expressions, @Nullable String problem) {

  static final IgnoredFiles NONE = new IgnoredFiles(List.of(), null);

  private static final int MAX_EXPRESSIONS = 50;
  private static final int MAX_CHARS = 200;
  private static final int MAX_STEPS = 200_000;

  /** At most three groups. */
  private static final Pattern FEW_GROUPS = Pattern.compile("[^(]*(?:\\([^(]*+){0,3}");

  /**
   * Repeated groups and places, whose steps could not be counted; long repetitions; and what Java
   * reads otherwise than Go.
   */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?:[\\^$)]|\\\\[bBAzZG])[*+?{]|\\{\\d*,?\\d{4}|\\(\\?(?![a-z]*[:)])|\\[\\[|&&|\\\\[QE]");

  static IgnoredFiles of(Configuration configuration) {
    Optional<Object> said = configuration.value("ignoreFiles");
    if (said.isEmpty()) {
      return NONE;
    }
    List<?> all = said.get() instanceof List<?> list ? list : List.of(said.get());
    List<Pattern> expressions = new ArrayList<>();
    for (Object one : all) {
      Optional<Pattern> expression = one instanceof String text ? read(text) : Optional.empty();
      if (expression.isEmpty() || expressions.size() == MAX_EXPRESSIONS) {
        return new IgnoredFiles(List.of(), "the site's ignoreFiles are not understood");
      }
      expressions.add(expression.get());
    }
    return new IgnoredFiles(expressions, null);
  }

  private static Optional<Pattern> read(String text) {
    if (text.length() > MAX_CHARS
        || !FEW_GROUPS.matcher(text).matches()
        || REFUSED.matcher(text).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Why a file is left out.
   *
   * @param within its path from the site's root: versions of Hugo differ in where a path begins
   */
  Optional<String> reason(String within) {
    if (problem != null) {
      return Optional.of(problem);
    }
    String inContent = within.replaceFirst("^content/", "");
    int[] steps = new int[1];
    try {
      return Stream.of("/" + within, within, "/" + inContent, inContent)
              .anyMatch(
                  path ->
                      expressions.stream()
                          .anyMatch(one -> one.matcher(new Counted(path, steps)).find()))
          ? Optional.of("the site's ignoreFiles leave it out")
          : Optional.empty();
    } catch (TooLong e) {
      return Optional.of("the site's ignoreFiles take too long to compare with it");
    }
  }

  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A text that may be looked at so many times. */
  record Counted(String text, int[] steps) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps[0] > MAX_STEPS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
