package dev.galley.feed.announcement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All announcements. */
public interface Announcements {

  /**
   * Has recipients told, in this process or another one; they are durable when this returns. One
   * that was written before stays as it is.
   *
   * @throws com.mongodb.MongoException when the store did not confirm; safe to repeat
   */
  void write(List<Announcement> announcements);

  /** Has the recipients of one told at a time; else as {@link #write}. */
  void writeFor(Announcement announcement, Instant due);

  /** One of them; without its content once that is no longer kept. */
  Optional<Announcement> find(String id);

  /**
   * Those of posts that were accepted in some time and whose content is still kept, oldest first;
   * without their texts.
   *
   * @param from included
   * @param to not included
   */
  List<Announcement> between(Instant from, Instant to, int limit);
}
