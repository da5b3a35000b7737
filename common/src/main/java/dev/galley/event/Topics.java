package dev.galley.event;

/** The names of the Kafka topics and of Galley's own consumer groups. */
public final class Topics {

  /** Post events; compacted, kept for ever. */
  public static final String POSTS = "galley.posts";

  /** Page events; compacted, kept for ever. */
  public static final String PAGES = "galley.pages";

  /** What became of each step of a publication; kept for seven days. */
  public static final String RECEIPTS = "galley.receipts";

  /** Rounds of consent, each change of them; kept for thirty days. */
  public static final String REVIEWS = "galley.reviews";

  /** The site's files; compacted, kept for ever. */
  public static final String ASSETS = "galley.assets";

  /** The group of render-service. */
  public static final String RENDER_GROUP = "render";

  /** The group of feed-service. */
  public static final String FEED_GROUP = "feed";

  /** The group in which post-service reads receipts. */
  public static final String POST_GROUP = "post";

  /**
   * The largest record that these topics carry, in bytes, before compression: key, headers and
   * value. Producers, topics and brokers are set to it.
   */
  public static final int MAX_RECORD_BYTES = 5 * 1024 * 1024;

  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** The largest event, in bytes of its JSON: what a record holds beside its key and headers. */
  public static final int MAX_EVENT_BYTES = MAX_RECORD_BYTES - MAX_HEADER_BYTES;

  /** The largest dead letter, in bytes: a record as it came, and the reason in headers. */
  public static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + MAX_HEADER_BYTES;

  private Topics() {}

  /** The events that a topic carries; any, when it is none of these. */
  public static Class<? extends Event> eventsOf(String topic) {
    return switch (topic) {
      case POSTS -> PostEvent.class;
      case PAGES -> PageEvent.class;
      case RECEIPTS -> Receipt.class;
      case REVIEWS -> ReviewEvent.class;
      case ASSETS -> AssetEvent.class;
      default -> Event.class;
    };
  }

  /** The dead-letter topic of a group on a topic: {@code <topic>.<group>.dlq}. */
  public static String deadLetters(String topic, String group) {
    return topic + "." + group + ".dlq";
  }
}
