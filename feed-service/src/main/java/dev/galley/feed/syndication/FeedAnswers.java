package dev.galley.feed.syndication;

import com.mongodb.MongoException;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.web.Answer;
import dev.galley.web.AnswerFilter;
import dev.galley.web.LastModified;
import dev.galley.web.Problems;
import dev.galley.web.Representation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/** Which feed is at an address. Thread-safe. */
final class FeedAnswers implements AnswerFilter.Answers {

  private static final Logger log = LoggerFactory.getLogger(FeedAnswers.class);

  /** Addresses that old feeds had lead to the Atom feed for good. */
  private static final Answer MOVED = Answer.movedTo("/feed.xml");

  private static final Answer UNKNOWN =
      Answer.failure(
          Problems.of(
              HttpStatus.NOT_FOUND,
              "feed-unknown",
              "There is no such feed",
              "No published post has this tag or author, or there is no such archive."));
  private static final Answer NOT_READY =
      Answer.failure(
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "not-ready",
              "The service is starting",
              "The feeds are not loaded yet. Try again in a moment."));
  private static final Answer WITHOUT_STORE =
      Answer.failure(
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "store-unavailable",
              "The store does not answer",
              "Something in this feed is not in memory. Try again in a moment."));

  /** RFC 5005: an archive is at its feed's address, with the number of its last post. */
  private static final Pattern ARCHIVE = Pattern.compile("archive=([1-9]\\d{0,8})");

  /** What a person sees who opens a feed; XSLT, which could do more, leaves the browsers. */
  private static final Answer STYLE = style();

  private final FeedDocuments documents;
  private final LiveEntries entries;
  private final Set<String> aliases;
  private final Map<String, Format> formats;
  private volatile LastModified modified = LastModified.of(Instant.EPOCH);

  FeedAnswers(
      FeedDocuments documents, LiveEntries entries, List<String> aliases, List<Format> formats) {
    this.documents = documents;
    this.entries = entries;
    this.aliases = Set.copyOf(aliases);
    this.formats =
        formats.stream()
            .collect(Collectors.toUnmodifiableMap(Format::fileName, Function.identity()));
  }

  @Override
  public @Nullable Answer to(String path, @Nullable String query) {
    if (aliases.contains(path)) {
      return MOVED;
    }
    if (path.equals(XmlDocument.STYLE)) {
      return STYLE;
    }
    int file = path.lastIndexOf('/') + 1;
    Format format = formats.get(path.substring(file));
    if (format == null) {
      return null;
    }
    Selection selection = selection(path.substring(0, file));
    return selection == null ? null : answer(selection, format, query);
  }

  private static @Nullable Selection selection(String folder) {
    if (folder.equals("/")) {
      return Selection.ALL;
    }
    String[] parts = folder.split("/");
    if (parts.length != 3 || !parts[0].isEmpty()) {
      return null;
    }
    String name = decoded(parts[2]);
    return switch (parts[1]) {
      case "tags" -> Selection.tag(name);
      case "authors" -> Selection.author(name);
      default -> null;
    };
  }

  private static Answer style() {
    try (InputStream css = FeedAnswers.class.getResourceAsStream("feed.css")) {
      byte[] bytes = Objects.requireNonNull(css).readAllBytes();
      return Answer.ok(Representation.of("text/css;charset=UTF-8", bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decoded(String segment) {
    try {
      return UriUtils.decode(segment, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private Answer answer(Selection selection, Format format, @Nullable String query) {
    boolean archived = query != null && query.startsWith("archive=");
    Matcher archive = ARCHIVE.matcher(archived ? query : "");
    if (archived && !archive.matches()) {
      return UNKNOWN;
    }
    if (!entries.isLoaded()) {
      return NOT_READY;
    }
    // Before the document is looked for, so that none is called newer than it is.
    Optional<LastModified> changed = entries.changedAt().map(this::lastModified);
    try {
      Optional<Representation> feed =
          documents.current(selection, format, archived ? Integer.valueOf(archive.group(1)) : null);
      return feed.map(
              bytes ->
                  changed
                      .map(modified -> Answer.ok(bytes, modified))
                      .orElseGet(() -> Answer.ok(bytes)))
          .orElse(UNKNOWN);
    } catch (MongoException down) {
      log.warn("A feed could not be made, since the store does not answer: {}", down.getMessage());
      return WITHOUT_STORE;
    }
  }

  /** All feeds share it; made once for all readers between two changes. */
  private LastModified lastModified(Instant changedAt) {
    LastModified known = modified;
    if (!known.isOf(changedAt)) {
      known = LastModified.of(changedAt);
      modified = known;
    }
    return known;
  }
}
