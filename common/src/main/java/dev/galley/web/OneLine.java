package dev.galley.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name, title or tag: text that stays on one line and cannot make what stands around it read in
 * another order, wherever it is shown.
 */
@Documented
@Constraint(validatedBy = OneLine.Rule.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface OneLine {

  /** What is wrong with a text that is none. */
  String MESSAGE =
      "must be one line of Unicode text, without control characters and directional overrides";

  String message() default MESSAGE;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** What one line is. */
  final class Rule implements ConstraintValidator<OneLine, @Nullable CharSequence> {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /** Embeddings, overrides and isolates (UAX 9, 2); the marks for one direction may stay. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]+");

    private static final Pattern LONE_SURROGATES = Pattern.compile("\\p{Cs}+");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R");

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
      return text == null || isOneLine(text);
    }

    /** Whether a text is one line. */
    public static boolean isOneLine(CharSequence text) {
      return !BREAKS.matcher(text).find()
          && !DIRECTIONS.matcher(text).find()
          && !LONE_SURROGATES.matcher(text).find();
    }

    /** Whether each line of a text is one, where line breaks and tabs are allowed. */
    public static boolean areLines(String text) {
      return isOneLine(text.replaceAll("[\\r\\n\\t]", " "));
    }

    /** The lines that were most likely meant; a text of such lines is left as it is. */
    public static String foldedLines(String text) {
      return areLines(text)
          ? text
          : LINE_BREAKS.splitAsStream(text).map(Rule::folded).collect(Collectors.joining("\n"));
    }

    /** The one line that was most likely meant. */
    public static String folded(String text) {
      String line = BREAKS.matcher(text).replaceAll(" ");
      String ordered = DIRECTIONS.matcher(line).replaceAll("");
      return LONE_SURROGATES.matcher(ordered).replaceAll("\ufffd").strip();
    }
  }
}
