package dev.galley.post.snip;

import dev.galley.event.PostPublished;
import dev.galley.post.content.Slugs;
import dev.galley.post.snip.text.FirstHeading;
import dev.galley.post.snip.text.HidingStyles;
import dev.galley.post.snip.text.HtmlPage;
import dev.galley.post.snip.text.LinkCheck;
import dev.galley.post.snip.text.TemplateTags;
import dev.galley.post.snip.text.UnshownElements;
import dev.galley.web.OneLine;
import dev.galley.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a post from the bytes of a snip or of Markdown with front matter. Safe for many threads.
 */
public final class ManuscriptReader {

  /** The kind of what is on no list but those of its tags and authors. */
  public static final String PAGE = "page";

  /** The kind of a post of a site that has one kind of them. */
  static final String POST = "blog";

  /** A megabyte of content and what is said about it. */
  static final int MAX_BYTES = 1024 * 1024 + 64 * 1024;

  // RFC 4151 and RFC 9562: the two forms that Galley gives.
  private static final Pattern ENTRY_ID =
      Pattern.compile("tag:[!-~]{1,300}|urn:uuid:[0-9a-fA-F-]{36}");

  /** By which the engines of others tell a page from a post. */
  private static final List<String> TYPES = List.of("layout", "type", "post_type");

  private ManuscriptReader() {}

  /**
   * Reads a file.
   *
   * @param now what the dates from which or until which a post is for readers are compared with
   * @param clocks what dates mean that name no offset
   * @throws BrokenSnip when the bytes are not UTF-8 or the metadata cannot be read
   */
  public static ReadManuscript read(SnipPath path, byte[] bytes, Instant now, Clocks clocks) {
    String text = text(bytes);
    Snip file = SnipParser.parse(text, path.isSnip());
    boolean isHtml = SnipFormat.of(path, file.metadata()) == SnipFormat.HTML;
    boolean hides =
        isHtml ? HidingStyles.areIn(file.content()) : HidingStyles.areInMarkdown(file.content());
    String title = title(path, file);
    Snip snip = withBody(path, file);
    Manuscript manuscript = manuscript(path, snip, title, clocks);
    boolean interpretsTags = MetadataKey.TEMPLATE.isTrue(snip.metadata());
    List<String> tags = interpretsTags ? TemplateTags.unknown(snip.content()) : List.of();
    List<String> restrictions =
        Restrictions.of(path, snip, now, clocks, name -> lineOf(name, text));
    if (Restrictions.areInTitle(title, snip.metadata())) {
      restrictions.add("its title says that it is a draft");
    }
    if (path.isTemplate()) {
      restrictions.add("it lies in templates, the models of new posts");
    }
    if (!tags.isEmpty()) {
      restrictions.add("it holds template tags that are not known");
    }
    if (hides) {
      restrictions.add("a style in it hides some of it, which would be shown here");
    }
    List<String> warnings = warnings(path, manuscript, snip, tags);
    if (!OneLine.Rule.isOneLine(title)) {
      warnings.add(
          "line breaks, control characters or directional overrides in the title were taken out");
    }
    return new ReadManuscript(
        manuscript,
        restrictions,
        warnings,
        Restrictions.embargo(path, snip, now, clocks).orElse(null),
        Restrictions.end(snip, now, clocks).orElse(null));
  }

  /**
   * What a file makes of a post, which nobody has to mind anything about.
   *
   * @throws BrokenSnip when the bytes are not UTF-8 or the metadata cannot be read
   */
  public static Manuscript manuscript(SnipPath path, byte[] bytes) {
    Snip file = SnipParser.parse(text(bytes), path.isSnip());
    return manuscript(path, withBody(path, file), title(path, file), Clocks.UTC);
  }

  private static String text(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new BrokenSnip("larger than " + MAX_BYTES + " bytes");
    }
    return lines(StrictUtf8.decode(bytes));
  }

  private static Snip withBody(SnipPath path, Snip file) {
    return SnipFormat.of(path, file.metadata()) == SnipFormat.HTML
        ? new Snip(HtmlPage.body(file.content()), file.metadata(), file.isSnip())
        : file;
  }

  /** When metadata say that a post first appeared; empty when they do not. */
  public static Optional<OffsetDateTime> createdAt(Map<String, Object> metadata) {
    return time(MetadataKey.CREATED_AT, metadata, Clocks.UTC);
  }

  private static Optional<OffsetDateTime> time(
      MetadataKey key, Map<String, Object> metadata, Clocks clocks) {
    return key.text(metadata).flatMap(text -> Timestamps.parse(text, clocks));
  }

  /** Whether a name in a file's metadata makes a difference here. */
  public static boolean reads(String name) {
    return MetadataKey.isOne(name)
        || Restrictions.read(name)
        || TYPES.contains(name)
        || PostPublished.PUBLIC_METADATA.contains(name);
  }

  /** A file of the days before Mac OS X ends its lines with carriage returns alone. */
  private static String lines(String text) {
    return text.indexOf('\n') < 0 ? text.replace('\r', '\n') : text;
  }

  /** The line, counted from 1, that gives a value to a name; 1 where that cannot be told. */
  private static int lineOf(String name, String text) {
    Matcher line =
        Pattern.compile("(?m)^[ \\t{,:\"']*" + Pattern.quote(name) + "[\"']?[ \\t]*[:=]")
            .matcher(text);
    return line.find() ? FrontMatter.lines(text.substring(0, line.start())) + 1 : 1;
  }

  /** What a post would be if a file held this; whatever cannot be read is left out. */
  static Manuscript manuscript(SnipPath path, Snip snip) {
    return manuscript(path, snip, title(path, snip), Clocks.UTC);
  }

  private static Manuscript manuscript(SnipPath path, Snip snip, String title, Clocks clocks) {
    Map<String, Object> metadata = snip.metadata();
    String name = MetadataKey.NAME.text(metadata).orElse(path.name());
    String slug = Slugs.isWellFormed(name) ? name : Slugs.fromTitle(name);
    return new Manuscript(
        slug,
        OneLine.Rule.folded(title.isEmpty() ? path.isSnip() ? slug : name : title),
        SnipFormat.of(path, metadata),
        snip.content(),
        MetadataKey.SUMMARY.text(metadata).map(OneLine.Rule::foldedLines).orElse(null),
        List.copyOf(Authors.in(metadata).keySet()),
        Tags.in(metadata).tags(),
        MetadataKey.KIND.text(metadata).orElse(kind(snip)),
        metadata,
        MetadataKey.CANONICAL_URL.text(metadata).flatMap(ManuscriptReader::webAddress).orElse(null),
        time(MetadataKey.CREATED_AT, metadata, clocks)
            .orElse(path.date() == null ? null : clocks.at(path.date().atStartOfDay())),
        time(MetadataKey.UPDATED_AT, metadata, clocks).orElse(null),
        MetadataKey.ENTRY_ID
            .text(metadata)
            .filter(id -> ENTRY_ID.matcher(id).matches())
            .orElse(null),
        Restrictions.areIn(metadata));
  }

  /** A snip that does not say what it is is a page; what others write is a post. */
  private static String kind(Snip snip) {
    boolean isPage =
        snip.isSnip()
            || TYPES.stream()
                .anyMatch(type -> PAGE.equalsIgnoreCase(String.valueOf(snip.metadata().get(type))));
    return isPage ? PAGE : POST;
  }

  private static String title(SnipPath path, Snip snip) {
    boolean isHtml = SnipFormat.of(path, snip.metadata()) == SnipFormat.HTML;
    return MetadataKey.TITLE
        .text(snip.metadata())
        .or(
            () ->
                isHtml
                    ? HtmlPage.title(snip.content()).filter(title -> !snip.isSnip())
                    : FirstHeading.of(snip.content()))
        .or(() -> MetadataKey.DISPLAY_NAME.text(snip.metadata()))
        .orElse("");
  }

  private static List<String> warnings(
      SnipPath path, Manuscript manuscript, Snip snip, List<String> templateTags) {
    List<String> warnings = new ArrayList<>(templateTags);
    String name = MetadataKey.NAME.text(snip.metadata()).orElse(path.name());
    if (!name.equals(manuscript.slug())) {
      warnings.add("its address is /" + manuscript.slug() + ", out of the name " + name);
    }
    warnings.addAll(Tags.in(snip.metadata()).warnings());
    if (manuscript.body().isEmpty()) {
      warnings.add("no content: there is nothing to publish");
    }
    if (!MetadataKey.SUMMARY.text(snip.metadata()).map(OneLine.Rule::areLines).orElse(true)) {
      warnings.add("control characters or directional overrides in the summary were taken out");
    }
    String html = snip.content();
    if (manuscript.format() != SnipFormat.HTML) {
      html = LinkCheck.prose(snip.content());
      warnings.addAll(LinkCheck.warnings(html));
    }
    warnings.addAll(UnshownElements.warnings(html));
    if (MetadataKey.CANONICAL_URL.text(snip.metadata()).isPresent()
        && manuscript.canonicalUrl() == null) {
      warnings.add("canonical_url is not a web address and was left out");
    }
    Optional<String> updated = MetadataKey.UPDATED_AT.text(snip.metadata());
    if (updated.isPresent() && manuscript.updatedAt() == null) {
      warnings.add("the time of its last change, " + updated.get() + ", is no date and time");
    }
    return warnings;
  }

  private static Optional<URI> webAddress(String text) {
    try {
      return Optional.of(URI.create(text)).map(WebAddress::ascii).filter(WebAddress::isAbsolute);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
