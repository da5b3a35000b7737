package dev.galley.render.corpus;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One snip, read well enough to publish it in a test. */
final class SnipFile {

  private static final Pattern METADATA = Pattern.compile("^:", Pattern.MULTILINE);
  private static final Pattern LINE = Pattern.compile("^:(\\w+):[ \\t]*(.*)$", Pattern.MULTILINE);
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)? *([+-]\\d\\d):?(\\d\\d)");
  private static final Instant ACCEPTED = Instant.parse("2026-01-05T10:00:00Z");

  private SnipFile() {}

  static PostPublished read(Path file) {
    try {
      return parse(
          file.getFileName().toString().split("\\.")[0],
          file.getFileName().toString().endsWith(".markdown"),
          Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostPublished parse(String slug, boolean markdown, String text) {
    Matcher start = METADATA.matcher(text);
    int end = start.find() ? start.start() : text.length();
    Map<String, Object> metadata = new LinkedHashMap<>();
    Matcher line = LINE.matcher(text.substring(end));
    while (line.find()) {
      String value = line.group(2).strip();
      metadata.put(line.group(1), value.equals("true") ? (Object) true : value);
    }
    OffsetDateTime created = time(metadata.get("created_at"));
    Object author = metadata.get("author");
    return new PostPublished(
        UUID.nameUUIDFromBytes(("event " + slug).getBytes(StandardCharsets.UTF_8)),
        ACCEPTED,
        UUID.nameUUIDFromBytes(slug.getBytes(StandardCharsets.UTF_8)).toString(),
        1,
        slug,
        List.of(),
        String.valueOf(metadata.getOrDefault("page_title", slug)),
        markdown ? "markdown" : "html",
        text.substring(0, end).strip(),
        null,
        author == null
            ? List.of()
            : List.of(new Author(author.toString(), name(author.toString()))),
        List.of(),
        String.valueOf(metadata.getOrDefault("kind", "page")),
        metadata,
        null,
        "tag:gofreerange.com," + created.toLocalDate() + ":/" + slug,
        created,
        time(metadata.get("updated_at")),
        Update.SILENT,
        null,
        null,
        List.of());
  }

  private static OffsetDateTime time(@Nullable Object written) {
    Matcher time = TIME.matcher(String.valueOf(written));
    return time.matches()
        ? OffsetDateTime.parse(
            time.group(1) + "T" + time.group(2) + time.group(4) + ":" + time.group(5))
        : OffsetDateTime.of(2010, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
  }

  private static String name(String slug) {
    StringBuilder name = new StringBuilder();
    for (String part : slug.split("-")) {
      name.append(name.isEmpty() ? "" : " ")
          .append(Character.toUpperCase(part.charAt(0)))
          .append(part.substring(1));
    }
    return name.toString();
  }
}
