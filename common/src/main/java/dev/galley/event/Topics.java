package dev.galley.event;

/** The names of the Kafka topics and of Galley's own consumer groups. */
public final class Topics {

  /** Post events; compacted, kept for ever. */
  public static final String POSTS = "galley.posts";

  /** Page events; compacted, kept for ever. */
  public static final String PAGES = "galley.pages";

  /** What became of each step of a publication; kept for seven days. */
  public static final String RECEIPTS = "galley.receipts";

  /** The group of render-service. */
  public static final String RENDER_GROUP = "render";

  /** The group of feed-service. */
  public static final String FEED_GROUP = "feed";

  /** The group in which post-service reads receipts. */
  public static final String POST_GROUP = "post";

  private Topics() {}

  /** The dead-letter topic of a group on a topic: {@code <topic>.<group>.dlq}. */
  public static String deadLetters(String topic, String group) {
    return topic + "." + group + ".dlq";
  }
}
