package dev.galley.post.content;

import dev.galley.post.content.InvalidContent.Violation;
import dev.galley.web.OneLine;
import dev.galley.web.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What content may be stored. All limits are inclusive. */
public final class ContentRules {

  static final int MAX_TITLE_CHARS = 500;
  static final int MAX_SUMMARY_CHARS = 5_000;

  /** A post with everything that is kept of it must stay far below MongoDB's 16 MB. */
  static final int MAX_BODY_BYTES = 1024 * 1024;

  static final int MAX_AUTHORS = 20;

  /** How many tags a post may have. */
  public static final int MAX_TAGS = 50;

  static final int MAX_TAG_CHARS = 60;
  static final int MAX_METADATA_KEYS = 100;
  static final int MAX_METADATA_CHARS = 64 * 1024;

  private static final String LINES =
      "must be Unicode text without control characters and directional overrides";

  private static final int MAX_METADATA_DEPTH = 10;
  private static final Set<String> FORMATS = Set.of("gfm", "kramdown", "html");
  private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,40}");

  private final List<Violation> violations = new ArrayList<>();

  private ContentRules() {}

  /**
   * Checks content before it is stored.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static void check(Content content) {
    ContentRules rules = new ContentRules();
    rules.checkAll(content);
    if (!rules.violations.isEmpty()) {
      throw new InvalidContent(rules.violations);
    }
  }

  /**
   * Checks a remark for the public that goes with a change.
   *
   * @throws InvalidContent when it is no text
   */
  public static void checkRemark(String field, @Nullable String remark) {
    if (remark != null && !OneLine.Rule.areLines(remark)) {
      throw InvalidContent.of(field, LINES);
    }
  }

  private void checkAll(Content content) {
    checkSlug(content.slug());
    checkLength("title", content.title(), MAX_TITLE_CHARS);
    require(OneLine.Rule.isOneLine(content.title()), "title", OneLine.MESSAGE);
    checkBody(content.body());
    if (content.summary() != null) {
      checkLength("summary", content.summary(), MAX_SUMMARY_CHARS);
      require(OneLine.Rule.areLines(content.summary()), "summary", LINES);
    }
    require(FORMATS.contains(content.format()), "format", "must be gfm, kramdown or html");
    require(
        KIND.matcher(content.kind()).matches(),
        "kind",
        "must be 1 to 40 characters out of a-z, 0-9 and -");
    checkAuthors(content.authors());
    checkTags(content.tags());
    checkMetadata(content.metadata());
    checkCanonicalUrl(content);
  }

  private void checkSlug(String slug) {
    if (!Slugs.isWellFormed(slug)) {
      require(
          false, "slug", "must be 1 to " + Slugs.MAX_LENGTH + " characters out of a-z, 0-9 and -");
    } else {
      require(!Slugs.isReserved(slug), "slug", "is reserved for the site itself");
    }
  }

  private void checkBody(String body) {
    require(
        body.getBytes(StandardCharsets.UTF_8).length <= MAX_BODY_BYTES,
        "body",
        "must not be larger than " + MAX_BODY_BYTES + " bytes");
    require(isText(body), "body", "must be Unicode text without control characters");
  }

  private void checkLength(String field, String text, int maxChars) {
    require(
        text.length() <= maxChars, field, "must not be longer than " + maxChars + " characters");
  }

  private void checkAuthors(List<String> authors) {
    require(authors.size() <= MAX_AUTHORS, "authors", "must not be more than " + MAX_AUTHORS);
    require(isDistinct(authors), "authors", "must not repeat");
    require(
        authors.stream().allMatch(Slugs::isWellFormed),
        "authors",
        "must be slugs of people: characters out of a-z, 0-9 and -");
  }

  private void checkTags(List<String> tags) {
    require(tags.size() <= MAX_TAGS, "tags", "must not be more than " + MAX_TAGS);
    require(isDistinct(tags), "tags", "must not repeat");
    require(
        tags.stream().allMatch(ContentRules::isTag),
        "tags",
        "must be 1 to " + MAX_TAG_CHARS + " characters on one line, and not only dots");
  }

  /** Whether a text can be a tag; browsers resolve dots before they ask for a path. */
  public static boolean isTag(String tag) {
    return tag.length() <= MAX_TAG_CHARS
        && !tag.isBlank()
        && !tag.equals(".")
        && !tag.equals("..")
        && OneLine.Rule.isOneLine(tag);
  }

  private void checkMetadata(Map<String, Object> metadata) {
    require(
        metadata.size() <= MAX_METADATA_KEYS,
        "metadata",
        "must not have more than " + MAX_METADATA_KEYS + " keys");
    require(
        chars(metadata, 0) <= MAX_METADATA_CHARS,
        "metadata",
        "must not be larger than "
            + MAX_METADATA_CHARS
            + " characters or deeper than "
            + MAX_METADATA_DEPTH);
    require(
        canBeKept(metadata, 0),
        "metadata",
        "must be Unicode text without control characters, and numbers of ordinary size");
  }

  /** JSON would carry some of this, but not back: it would be stored as something else. */
  private static boolean canBeKept(@Nullable Object value, int depth) {
    if (depth > MAX_METADATA_DEPTH) {
      return true;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .allMatch(
              entry -> canBeKept(entry.getKey(), depth) && canBeKept(entry.getValue(), depth + 1));
    }
    if (value instanceof List<?> list) {
      return list.stream().allMatch(element -> canBeKept(element, depth + 1));
    }
    if (value instanceof String text) {
      return isText(text);
    }
    return !(value instanceof Double number) || Double.isFinite(number);
  }

  private void checkCanonicalUrl(Content content) {
    if (content.canonicalUrl() != null) {
      require(
          WebAddress.isAbsolute(content.canonicalUrl()),
          "canonicalUrl",
          "must be an absolute http or https address");
    }
  }

  private static long chars(@Nullable Object value, int depth) {
    if (depth > MAX_METADATA_DEPTH) {
      return MAX_METADATA_CHARS + 1L;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToLong(entry -> chars(entry.getKey(), depth) + chars(entry.getValue(), depth + 1))
          .sum();
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(element -> chars(element, depth + 1)).sum();
    }
    return 1L + String.valueOf(value).length();
  }

  private static boolean isDistinct(List<String> values) {
    return new HashSet<>(values).size() == values.size();
  }

  /**
   * UTF-16 with a lone surrogate has no UTF-8: stores and readers would each make up another. XML
   * 1.0, and so the feeds, cannot carry control characters.
   */
  private static boolean isText(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
      if (Character.isSurrogate(c)
          && (at + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(++at)))) {
        return false;
      }
    }
    return true;
  }

  private void require(boolean condition, String field, String message) {
    if (!condition) {
      violations.add(new Violation(field, message));
    }
  }
}
