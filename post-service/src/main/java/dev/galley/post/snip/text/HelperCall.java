package dev.galley.post.snip.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises a helper's call as templates write it: a known name and its number of arguments, which
 * are texts, numbers, options or, inside a link, another helper's call. Nothing is ever executed,
 * so anything beyond that has no meaning here.
 */
final class HelperCall {

  /** How many arguments each helper takes, without its options. */
  private static final Map<String, Integer> HELPERS =
      Map.of(
          "by", 1,
          "image_tag", 1,
          "image_path", 1,
          "project", 1,
          "include_snip", 1,
          "member", 1,
          "link_to", 2);

  private static final Pattern NAME = Pattern.compile("[a-z_]+");
  private static final Pattern OPTION = Pattern.compile("[a-z_]+:(?=\\s)|:[a-z_]+\\s*=>");
  private static final Pattern LITERAL =
      Pattern.compile("'[^'\\\\]*'|\"[^\"\\\\#]*\"|\\d+|true|false");
  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern OPEN = Pattern.compile("\\(");
  private static final Pattern CLOSE = Pattern.compile("\\)");
  private static final Pattern COMMA = Pattern.compile(",");

  private final Matcher rest;
  private String found = "";

  private HelperCall(String code) {
    this.rest = SPACE.matcher(code);
  }

  /** Whether a tag, from its opening to its closing, is {@code <%= helper arguments %>}. */
  static boolean isKnown(String tag) {
    if (!tag.startsWith("<%=") || !tag.endsWith("%>")) {
      return false;
    }
    int end = tag.endsWith("-%>") ? 3 : 2;
    HelperCall call = new HelperCall(tag.substring(3, Math.max(3, tag.length() - end)));
    return call.call(false) && call.isAtEnd();
  }

  private boolean call(boolean nested) {
    Integer wanted = skip(NAME) ? HELPERS.get(found) : null;
    if (wanted == null) {
      return false;
    }
    boolean mayCall = found.equals("link_to") && !nested;
    boolean parenthesised = skip(OPEN);
    return hasArguments(wanted, mayCall) && (!parenthesised || skip(CLOSE));
  }

  private boolean hasArguments(int wanted, boolean mayCall) {
    int count = 0;
    do {
      boolean isOption = skip(OPTION);
      if (!skip(LITERAL) && (isOption || !mayCall || !call(true))) {
        return false;
      }
      count += isOption ? 0 : 1;
    } while (skip(COMMA));
    return count == wanted;
  }

  private boolean skip(Pattern token) {
    rest.usePattern(SPACE).lookingAt();
    rest.region(rest.end(), rest.regionEnd());
    if (!rest.usePattern(token).lookingAt()) {
      return false;
    }
    found = rest.group();
    rest.region(rest.end(), rest.regionEnd());
    return true;
  }

  private boolean isAtEnd() {
    rest.usePattern(SPACE).lookingAt();
    return rest.end() == rest.regionEnd();
  }
}
