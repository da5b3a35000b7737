package dev.galley.post.snip;

import dev.galley.web.OneLine;
import dev.galley.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a post from the bytes of a snip or of Markdown with front matter. Safe for many threads.
 */
public final class ManuscriptReader {

  /** The kind of a post whose file names none. */
  public static final String DEFAULT_KIND = "page";

  /** A megabyte of content and what is said about it. */
  static final int MAX_BYTES = 1024 * 1024 + 64 * 1024;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,200}");
  // RFC 4151 and RFC 9562: the two forms that Galley gives.
  private static final Pattern ENTRY_ID =
      Pattern.compile("tag:[!-~]{1,300}|urn:uuid:[0-9a-fA-F-]{36}");
  private static final Pattern NOT_IN_SLUG = Pattern.compile("[^a-z0-9]+");

  private ManuscriptReader() {}

  /**
   * Reads a file.
   *
   * @param now what the dates from which or until which a post is for readers are compared with
   * @throws BrokenSnip when the bytes are not UTF-8, the metadata is not acceptable YAML, or a time
   *     or the name in it is none
   */
  public static ReadManuscript read(SnipPath path, byte[] bytes, Instant now) {
    require(bytes.length <= MAX_BYTES, "larger than " + MAX_BYTES + " bytes");
    Snip snip = SnipParser.parse(StrictUtf8.decode(bytes), path.isSnip());
    Manuscript manuscript = manuscript(path, snip);
    require(SLUG.matcher(manuscript.slug()).matches(), "the name may hold only a-z, 0-9 and -");
    requireTime(MetadataKey.CREATED_AT, snip, manuscript.createdAt());
    requireTime(MetadataKey.UPDATED_AT, snip, manuscript.updatedAt());
    boolean interpretsTags = MetadataKey.TEMPLATE.isTrue(snip.metadata());
    List<String> tags = interpretsTags ? TemplateTags.unknown(snip.content()) : List.of();
    List<String> restrictions = Restrictions.of(path.path(), snip, path.isSnip(), now);
    if (path.isTemplate()) {
      restrictions.add("it lies in templates, the models of new posts");
    }
    if (!tags.isEmpty()) {
      restrictions.add("it holds template tags that are not known");
    }
    return new ReadManuscript(manuscript, restrictions, warnings(manuscript, snip, tags));
  }

  /** What a post would be if a file held this; whatever cannot be read is left out. */
  static Manuscript manuscript(SnipPath path, Snip snip) {
    Map<String, Object> metadata = snip.metadata();
    SnipFormat format = SnipFormat.of(path, metadata);
    String slug = MetadataKey.NAME.text(metadata).orElse(path.name());
    return new Manuscript(
        slug,
        OneLine.Rule.folded(title(snip, format).orElse(slug)),
        format,
        snip.content(),
        MetadataKey.SUMMARY.text(metadata).map(OneLine.Rule::foldedLines).orElse(null),
        MetadataKey.AUTHOR.texts(metadata).stream()
            .map(ManuscriptReader::slugOf)
            .distinct()
            .toList(),
        MetadataKey.TAGS.texts(metadata).stream()
            .map(OneLine.Rule::folded)
            .filter(tag -> !tag.isEmpty())
            .distinct()
            .toList(),
        MetadataKey.KIND.text(metadata).orElse(DEFAULT_KIND),
        metadata,
        MetadataKey.CANONICAL_URL.text(metadata).flatMap(ManuscriptReader::webAddress).orElse(null),
        MetadataKey.CREATED_AT.text(metadata).flatMap(Timestamps::parse).orElse(null),
        MetadataKey.UPDATED_AT.text(metadata).flatMap(Timestamps::parse).orElse(null),
        MetadataKey.ENTRY_ID
            .text(metadata)
            .filter(id -> ENTRY_ID.matcher(id).matches())
            .orElse(null),
        Restrictions.areIn(metadata));
  }

  private static Optional<String> title(Snip snip, SnipFormat format) {
    return MetadataKey.TITLE
        .text(snip.metadata())
        .or(() -> format != SnipFormat.HTML ? FirstHeading.of(snip.content()) : Optional.empty())
        .or(() -> MetadataKey.DISPLAY_NAME.text(snip.metadata()));
  }

  private static List<String> warnings(Manuscript manuscript, Snip snip, List<String> tags) {
    List<String> warnings = new ArrayList<>(tags);
    if (manuscript.body().isEmpty()) {
      warnings.add("no content: there is nothing to publish");
    }
    boolean named =
        Stream.concat(
                title(snip, manuscript.format()).stream(),
                MetadataKey.TAGS.texts(snip.metadata()).stream())
            .allMatch(OneLine.Rule::isOneLine);
    if (!named) {
      warnings.add(
          "line breaks, control characters or directional overrides in the title or a tag were"
              + " taken out");
    }
    if (!MetadataKey.SUMMARY.text(snip.metadata()).map(OneLine.Rule::areLines).orElse(true)) {
      warnings.add("control characters or directional overrides in the summary were taken out");
    }
    if (manuscript.format() != SnipFormat.HTML) {
      warnings.addAll(LinkCheck.warnings(snip.content()));
    }
    if (MetadataKey.CANONICAL_URL.text(snip.metadata()).isPresent()
        && manuscript.canonicalUrl() == null) {
      warnings.add("canonical_url is not a web address and was left out");
    }
    return warnings;
  }

  private static void requireTime(MetadataKey key, Snip snip, @Nullable OffsetDateTime time) {
    require(
        time != null || key.text(snip.metadata()).isEmpty(),
        key.name().toLowerCase(Locale.ROOT) + " is not a date and time");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new BrokenSnip(problem);
    }
  }

  private static Optional<URI> webAddress(String text) {
    try {
      return Optional.of(URI.create(text)).map(WebAddress::ascii).filter(WebAddress::isAbsolute);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String slugOf(String author) {
    String dashed = NOT_IN_SLUG.matcher(author.toLowerCase(Locale.ROOT)).replaceAll("-");
    return dashed.replaceAll("^-+|-+$", "");
  }
}
