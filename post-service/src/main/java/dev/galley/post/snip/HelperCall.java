package dev.galley.post.snip;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises a helper's call as templates write it: a known name and arguments that are texts,
 * numbers, symbols, options or another helper's call. Nothing is ever executed, so anything beyond
 * that has no meaning here.
 */
final class HelperCall {

  private static final Set<String> HELPERS =
      Set.of("by", "image_tag", "image_path", "project", "include_snip", "member", "link_to");
  private static final int MAX_NESTING = 3;

  private static final Pattern NAME = Pattern.compile("[a-z_]+");
  private static final Pattern OPTION =
      Pattern.compile("[a-z_]+:(?=\\s)|:[a-z_]+\\s*=>|'[^']*'\\s*=>");
  private static final Pattern LITERAL =
      Pattern.compile("'[^'\\\\]*'|\"[^\"\\\\#]*\"|\\d+(?:\\.\\d+)?|:[a-z_]+|true|false|nil");
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
    return call.call(0) && call.isAtEnd();
  }

  private boolean call(int nesting) {
    if (nesting == MAX_NESTING || !skip(NAME) || !HELPERS.contains(found)) {
      return false;
    }
    if (skip(OPEN)) {
      return arguments(nesting) && skip(CLOSE);
    }
    return arguments(nesting);
  }

  private boolean arguments(int nesting) {
    do {
      skip(OPTION);
      if (!skip(LITERAL) && !call(nesting + 1)) {
        return false;
      }
    } while (skip(COMMA));
    return true;
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
