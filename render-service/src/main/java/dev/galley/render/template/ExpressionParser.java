package dev.galley.render.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small part of Ruby that occurs in tags: {@code helper 'a', key: 'b'}, with or without
 * parentheses, and a call as an argument. Everything else is refused.
 */
final class ExpressionParser {

  private static final int MAX_DEPTH = 5;
  private static final Pattern SPACE = Pattern.compile("\\s*+");
  private static final Pattern NAME = Pattern.compile("[a-z_][A-Za-z0-9_]*+");
  private static final Pattern KEY =
      Pattern.compile("([a-z_][a-z0-9_-]*+):(?!:)|:([a-z_]\\w*+)\\s*=>");
  private static final Pattern SINGLE = Pattern.compile("'((?:[^'\\\\]|\\\\.)*+)'", Pattern.DOTALL);
  private static final Pattern DOUBLE =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[0-9]++|true\\b|false\\b");

  private final String source;
  private final int line;
  private int at;

  private ExpressionParser(String source, int line) {
    this.source = source;
    this.line = line;
  }

  /**
   * @param line where the tag begins, for the message
   * @throws TemplateFault when this is not one call of a helper
   */
  static Expression.Call parse(String source, int line) {
    ExpressionParser parser = new ExpressionParser(source.strip(), line);
    Expression.Call call = parser.call(0);
    if (parser.at < parser.source.length()) {
      throw parser.unknown();
    }
    return call;
  }

  private Expression.Call call(int depth) {
    Matcher name = next(NAME);
    if (name == null || depth > MAX_DEPTH) {
      throw unknown();
    }
    List<Expression> arguments = new ArrayList<>();
    Map<String, Expression> options = new LinkedHashMap<>();
    boolean parenthesised = accept('(');
    if (parenthesised ? !accept(')') : !atEnd()) {
      do {
        argument(depth, arguments, options);
      } while (accept(','));
      if (parenthesised && !accept(')')) {
        throw unknown();
      }
    }
    skipSpace();
    return new Expression.Call(name.group(), List.copyOf(arguments), options);
  }

  private void argument(int depth, List<Expression> arguments, Map<String, Expression> options) {
    Matcher key = next(KEY);
    if (key == null) {
      arguments.add(value(depth));
    } else {
      options.put(key.group(1) == null ? key.group(2) : key.group(1), value(depth));
    }
  }

  private Expression value(int depth) {
    Matcher text = next(SINGLE);
    if (text == null) {
      text = next(DOUBLE);
      // Interpolation is code.
      if (text != null && text.group(1).contains("#{")) {
        throw unknown();
      }
    }
    if (text != null) {
      return new Expression.Literal(text.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher word = next(WORD);
    return word == null ? call(depth + 1) : new Expression.Literal(word.group());
  }

  private boolean atEnd() {
    skipSpace();
    return at == source.length() || source.charAt(at) == ',' || source.charAt(at) == ')';
  }

  private boolean accept(char expected) {
    skipSpace();
    if (at < source.length() && source.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable Matcher next(Pattern pattern) {
    skipSpace();
    Matcher matcher = pattern.matcher(source).region(at, source.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void skipSpace() {
    Matcher space = SPACE.matcher(source).region(at, source.length());
    if (space.lookingAt()) {
      at = space.end();
    }
  }

  private TemplateFault unknown() {
    String shown = source.length() <= 60 ? source : source.substring(0, 60) + "…";
    return TemplateFault.at(line, "the template tag '" + shown + "' is not known");
  }
}
