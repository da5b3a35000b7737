package dev.galley.post.transfer;

import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Revision;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.transfer.archive.ArchiveEntry;
import dev.galley.web.OneLine;
import dev.galley.web.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the files of an archive said before, as version control remembers it. It lies in the archive
 * in {@value #FOLDER}, where nobody looks for posts: for each file some lists of versions as JSON,
 * the newest first, named after the hash of the file's path. It becomes history, which no reader
 * sees, and never anything that is published.
 */
final class EarlierVersions {

  private static final String FOLDER = ".galley/history/";
  private static final int MAX_VERSIONS = 500;
  private static final long MAX_CHARS = 8L * 1024 * 1024;
  private static final int MAX_NAME = 200;
  private static final int MAX_NOTE = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  static final EarlierVersions NONE = new EarlierVersions(new TreeMap<>(), entry -> new byte[0]);

  /**
   * A file as it once was.
   *
   * @param by who wrote it
   * @param path where it was then
   */
  record Version(Instant at, String by, @Nullable String note, String path, String text) {

    Version {
      Stream.of(at, by, path, text).forEach(Objects::requireNonNull);
    }
  }

  private final NavigableMap<String, ArchiveEntry> lists;
  private final Function<ArchiveEntry, byte[]> read;

  private EarlierVersions(
      NavigableMap<String, ArchiveEntry> lists, Function<ArchiveEntry, byte[]> read) {
    this.lists = lists;
    this.read = read;
  }

  static EarlierVersions in(List<ArchiveEntry> entries, Function<ArchiveEntry, byte[]> read) {
    NavigableMap<String, ArchiveEntry> lists = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.name().startsWith(FOLDER) && entry.unusable() == null)
        .forEach(entry -> lists.put(entry.name(), entry));
    return new EarlierVersions(lists, read);
  }

  /**
   * The steps that come before a post of a file, from revision 1 on. A version that cannot be read
   * as a post, or says the same as the next, is none.
   */
  List<Revision> before(String postId, ImportedFile imported, Instant now) {
    // Mostly there are none, or the newest is the file.
    List<Version> versions =
        of(imported.path()).stream().dropWhile(version -> isOf(imported.file(), version)).toList();
    if (versions.isEmpty()) {
      return List.of();
    }
    List<Version> kept = new ArrayList<>();
    List<Content> contents = new ArrayList<>();
    String slug = imported.manuscript().slug();
    // As it was read, for what its site adds to it was in no version.
    Optional<Content> newer = content(imported.file().path(), imported.file().bytes(), slug);
    for (Version version : versions) {
      Optional<Content> content =
          SnipPath.of(version.path()).flatMap(path -> content(path, bytes(version), slug));
      if (content.isPresent() && !content.equals(newer)) {
        newer = content;
        contents.add(content.get());
        kept.add(version);
      }
    }
    Collections.reverse(kept);
    Collections.reverse(contents);
    List<Revision> steps = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      steps.add(step(postId, i + 1, kept.get(i), contents.get(i), now));
    }
    return steps;
  }

  private static boolean isOf(SnipFile file, Version version) {
    return version.path().equals(file.path().path()) && Arrays.equals(bytes(version), file.bytes());
  }

  private static byte[] bytes(Version version) {
    return version.text().getBytes(StandardCharsets.UTF_8);
  }

  private static Revision step(
      String postId, long revision, Version version, Content content, Instant now) {
    Instant at = version.at().isAfter(now) ? now : version.at();
    return new Revision(
        postId,
        revision,
        Action.IMPORTED,
        cut(OneLine.Rule.folded(version.by()), MAX_NAME),
        null,
        at.truncatedTo(ChronoUnit.MILLIS),
        version.note() == null ? null : cut(OneLine.Rule.foldedLines(version.note()), MAX_NOTE),
        revision,
        content);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** A version has the name of today: who goes back to it wants its words. */
  private static Optional<Content> content(SnipPath path, byte[] bytes, String slug) {
    try {
      Manuscript then = ManuscriptReader.manuscript(path, bytes);
      Content content =
          ImportingPosts.content(
              then.adopted(
                  slug, then.format(), then.body(), then.tags(), then.kind(), then.metadata()));
      ContentRules.check(content);
      return Optional.of(content);
    } catch (BrokenSnip | InvalidContent e) {
      return Optional.empty();
    }
  }

  private List<Version> of(String path) {
    List<Version> versions = new ArrayList<>();
    long chars = 0;
    String prefix = FOLDER + Sha256.hex(path) + "-";
    for (ArchiveEntry list : lists.subMap(prefix, prefix + Character.MAX_VALUE).values()) {
      for (Version version : versions(list)) {
        chars += version.text().length();
        if (versions.size() == MAX_VERSIONS || chars > MAX_CHARS) {
          return versions;
        }
        versions.add(version);
      }
    }
    return versions;
  }

  private List<Version> versions(ArchiveEntry list) {
    try {
      return List.of(JSON.readValue(read.apply(list), Version[].class));
    } catch (JacksonException e) {
      return List.of();
    }
  }
}
