package dev.galley.post.snip;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a post as a snip that {@link ManuscriptReader} reads the same post from. Metadata stays in
 * its order and as it was written, except for what the post's own properties say otherwise; a time
 * or entry id that the post does not have is left to the metadata.
 */
public final class ManuscriptWriter {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(' ')
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter(Locale.ROOT);

  private ManuscriptWriter() {}

  /** Where a post that never was a file is written to. */
  public static String path(Manuscript manuscript) {
    return switch (manuscript.format()) {
      case GFM -> manuscript.slug() + ".md";
      case KRAMDOWN -> manuscript.slug() + ".snip.markdown";
      case HTML -> manuscript.slug() + ".snip.html";
    };
  }

  /**
   * Writes a post.
   *
   * @param path the file's path, which a snip's name and format come from
   * @return the file; its path differs from the given one when the post cannot be a snip: a line of
   *     content that begins with a colon would end it, so it becomes front matter and content
   */
  public static WrittenManuscript write(String path, Manuscript manuscript) {
    SnipPath at =
        SnipPath.of(path)
            .filter(given -> isFor(given, manuscript))
            .orElseGet(() -> pathOf(path(manuscript)));
    Snip snip = new Snip(manuscript.body(), metadata(at, manuscript), at.isSnip());
    String text = at.isSnip() ? snip(snip) : frontMatter(snip);
    if (at.isSnip() && !readsAs(snip, text)) {
      String extension = manuscript.format() == SnipFormat.HTML ? ".html" : ".md";
      at = pathOf(manuscript.slug() + extension);
      text = frontMatter(new Snip(manuscript.body(), metadata(at, manuscript)));
    }
    return new WrittenManuscript(at.path(), text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file out of what another system knows of a post.
   *
   * @param path the file's path, which its format comes from
   * @param metadata what the file says of itself, by the names that {@link ManuscriptReader} reads
   */
  public static WrittenManuscript write(String path, Map<String, Object> metadata, String content) {
    String text = frontMatter(new Snip(content, MetadataWriter.normal(metadata)));
    return new WrittenManuscript(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether what is in the file can be this: no metadata makes HTML of a file of Markdown. */
  private static boolean isFor(SnipPath path, Manuscript manuscript) {
    boolean html = SnipFormat.of(path, manuscript.metadata()) == SnipFormat.HTML;
    return html == (manuscript.format() == SnipFormat.HTML);
  }

  private static boolean readsAs(Snip snip, String text) {
    try {
      return SnipParser.parse(text, true).equals(snip);
    } catch (BrokenSnip e) {
      return false;
    }
  }

  private static SnipPath pathOf(String path) {
    return SnipPath.of(path).orElseThrow();
  }

  private static String snip(Snip snip) {
    String metadata = MetadataWriter.write(snip.metadata(), ":");
    String gap = snip.content().isEmpty() || metadata.isEmpty() ? "" : "\n";
    return (snip.content().isEmpty() ? "" : snip.content() + "\n") + gap + metadata;
  }

  private static String frontMatter(Snip snip) {
    return "---\n" + MetadataWriter.write(snip.metadata(), "") + "---\n\n" + snip.content() + "\n";
  }

  /** The metadata that makes a reader see this manuscript: changes only what it must. */
  private static Map<String, Object> metadata(SnipPath path, Manuscript wanted) {
    Map<String, Object> metadata = MetadataWriter.normal(wanted.metadata());
    Manuscript read =
        ManuscriptReader.manuscript(path, new Snip(wanted.body(), metadata, path.isSnip()));
    set(metadata, MetadataKey.NAME, read.slug(), wanted.slug());
    set(metadata, MetadataKey.TITLE, read.title(), wanted.title());
    set(metadata, MetadataKey.FORMAT, read.format().wireName(), wanted.format().wireName());
    set(metadata, MetadataKey.KIND, read.kind(), wanted.kind());
    setAll(metadata, MetadataKey.AUTHOR, read.authors(), wanted.authors());
    setAll(metadata, MetadataKey.TAGS, read.tags(), wanted.tags());
    set(metadata, MetadataKey.SUMMARY, read.summary(), wanted.summary());
    set(metadata, MetadataKey.CANONICAL_URL, read.canonicalUrl(), wanted.canonicalUrl());
    setIfKnown(metadata, MetadataKey.CREATED_AT, read.createdAt(), wanted.createdAt());
    setIfKnown(metadata, MetadataKey.UPDATED_AT, read.updatedAt(), wanted.updatedAt());
    setIfKnown(metadata, MetadataKey.ENTRY_ID, read.entryId(), wanted.entryId());
    if (wanted.draft() && !read.draft()) {
      MetadataKey.DRAFT.put(metadata, true);
    } else if (!wanted.draft()) {
      Restrictions.remove(metadata, wanted.title());
    }
    return metadata;
  }

  private static void setAll(
      Map<String, Object> metadata, MetadataKey key, List<String> read, List<String> wanted) {
    if (!read.equals(wanted)) {
      boolean single = key == MetadataKey.AUTHOR && wanted.size() == 1;
      put(metadata, key, wanted.isEmpty() ? null : single ? wanted.get(0) : wanted);
    }
  }

  private static void setIfKnown(
      Map<String, Object> metadata,
      MetadataKey key,
      @Nullable Object read,
      @Nullable Object wanted) {
    if (wanted != null) {
      set(metadata, key, read, wanted);
    }
  }

  private static void set(
      Map<String, Object> metadata,
      MetadataKey key,
      @Nullable Object read,
      @Nullable Object wanted) {
    if (!Objects.equals(read, wanted)) {
      put(metadata, key, wanted instanceof OffsetDateTime time ? TIME.format(time) : wanted);
    }
  }

  private static void put(Map<String, Object> metadata, MetadataKey key, @Nullable Object value) {
    if (value == null) {
      key.remove(metadata);
    } else {
      key.put(metadata, value instanceof URI ? value.toString() : value);
    }
  }
}
