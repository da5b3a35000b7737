package dev.galley.feed.syndication;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.web.answer.Representation;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The feeds as this instance serves them, for who passes them on. Thread-safe. */
@Component
public final class PublicFeeds {

  private final FeedAddresses addresses;
  private final FeedDocuments documents;
  private final ComposingFeeds composing;
  private final LiveEntries entries;
  private final String root;

  PublicFeeds(
      FeedAddresses addresses,
      FeedDocuments documents,
      ComposingFeeds composing,
      LiveEntries entries,
      SiteProperties site) {
    this.addresses = addresses;
    this.documents = documents;
    this.composing = composing;
    this.entries = entries;
    this.root = site.at("/").toString();
  }

  /** Whether there are all that there should be. */
  public boolean isLoaded() {
    return entries.isLoaded();
  }

  /**
   * The feed that calls itself by an address ({@code rel=self}), as it is served now.
   *
   * @return empty for every other address, however alike, and where no post is in the feed
   * @throws com.mongodb.MongoException when a content is not in memory and the store does not
   *     answer
   */
  public Optional<Representation> at(String address) {
    if (!address.startsWith(root)) {
      return Optional.empty();
    }
    FeedAddresses.Feed feed = addresses.at(address.substring(root.length() - 1));
    return feed == null || !addresses.of(feed).toString().equals(address)
        ? Optional.empty()
        : documents.current(feed, null);
  }

  /**
   * The addresses of all feeds that change with a post of a kind; none where no feed does.
   *
   * @param selections the post's
   */
  public List<URI> changedBy(String kind, Collection<Selection> selections) {
    return composing.isCarried(kind)
        ? selections.stream()
            .flatMap(
                selection ->
                    addresses.formats().stream()
                        .map(format -> addresses.of(new FeedAddresses.Feed(selection, format))))
            .toList()
        : List.of();
  }

  /** Whether what is told is in this instance's feeds already, or has left them since. */
  public boolean hold(Announcement announcement) {
    return entries.isSettled(announcement.postId(), announcement.revision());
  }
}
