package dev.galley.feed.syndication;

import com.mongodb.MongoException;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.web.Problems;
import dev.galley.web.answer.Answer;
import dev.galley.web.answer.AnswerFilter;
import dev.galley.web.answer.LastModified;
import dev.galley.web.answer.Representation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

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
  private final FeedAddresses addresses;
  private final String hubLink;
  private volatile LastModified modified = LastModified.of(Instant.EPOCH);

  /**
   * @param hub that it names to who wants to be told (WebSub, 4)
   */
  FeedAnswers(
      FeedDocuments documents,
      LiveEntries entries,
      List<String> aliases,
      FeedAddresses addresses,
      URI hub) {
    this.documents = documents;
    this.entries = entries;
    this.aliases = Set.copyOf(aliases);
    this.addresses = addresses;
    this.hubLink = ", <" + hub + ">; rel=\"hub\"";
  }

  @Override
  public @Nullable Answer to(String path, @Nullable String query) {
    if (aliases.contains(path)) {
      return MOVED;
    }
    if (path.equals(XmlDocument.STYLE)) {
      return STYLE;
    }
    FeedAddresses.Feed feed = addresses.at(path);
    return feed == null ? null : answer(feed, query);
  }

  private static Answer style() {
    try (InputStream css = FeedAnswers.class.getResourceAsStream("feed.css")) {
      byte[] bytes = Objects.requireNonNull(css).readAllBytes();
      return Answer.ok(Representation.of("text/css;charset=UTF-8", bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(FeedAddresses.Feed feed, @Nullable String query) {
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
      Answer answer =
          documents
              .current(feed, archived ? Integer.valueOf(archive.group(1)) : null)
              .map(
                  bytes ->
                      changed
                          .map(modified -> Answer.ok(bytes, modified))
                          .orElseGet(() -> Answer.ok(bytes)))
              .orElseGet(() -> archived ? UNKNOWN : alike(feed));
      return archived || answer.status() != 200 ? answer : answer.with("Link", links(feed));
    } catch (MongoException down) {
      log.warn("A feed could not be made, since the store does not answer: {}", down.getMessage());
      return WITHOUT_STORE;
    }
  }

  /** The feeds of an earlier site were at addresses like these, too. */
  private Answer alike(FeedAddresses.Feed feed) {
    return entries
        .like(feed.selection())
        // It may have posts of which no feed is made.
        .filter(selection -> !selection.equals(feed.selection()))
        .map(selection -> FeedAddresses.folder(selection) + "/" + feed.format().fileName())
        .map(Answer::movedTo)
        .orElse(UNKNOWN);
  }

  private String links(FeedAddresses.Feed feed) {
    return "<" + addresses.of(feed) + ">; rel=\"self\"" + hubLink;
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
