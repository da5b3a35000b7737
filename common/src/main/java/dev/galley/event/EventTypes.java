package dev.galley.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The CloudEvents types and the records that carry them. */
public final class EventTypes {

  public static final String POST_PUBLISHED = "dev.galley.PostPublished.v1";
  public static final String POST_UNPUBLISHED = "dev.galley.PostUnpublished.v1";
  public static final String PAGE_RENDERED = "dev.galley.PageRendered.v1";
  public static final String PAGE_REMOVED = "dev.galley.PageRemoved.v1";
  public static final String RECEIPT = "dev.galley.Receipt.v1";
  public static final String REVIEW_OPENED = "dev.galley.ReviewOpened.v1";
  public static final String REVIEW_ANSWERED = "dev.galley.ReviewAnswered.v1";
  public static final String REVIEW_DECIDED = "dev.galley.ReviewDecided.v1";
  public static final String ASSET_STORED = "dev.galley.AssetStored.v1";
  public static final String ASSET_REMOVED = "dev.galley.AssetRemoved.v1";

  private static final Map<String, Class<? extends Event>> RECORDS =
      Map.of(
          POST_PUBLISHED, PostPublished.class,
          POST_UNPUBLISHED, PostUnpublished.class,
          PAGE_RENDERED, PageRendered.class,
          PAGE_REMOVED, PageRemoved.class,
          RECEIPT, Receipt.class,
          REVIEW_OPENED, ReviewOpened.class,
          REVIEW_ANSWERED, ReviewAnswered.class,
          REVIEW_DECIDED, ReviewDecided.class,
          ASSET_STORED, AssetStored.class,
          ASSET_REMOVED, AssetRemoved.class);

  private static final Map<Class<?>, String> NAMES =
      RECORDS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private EventTypes() {}

  /** All types, in alphabetical order. */
  public static List<String> all() {
    return RECORDS.keySet().stream().sorted().toList();
  }

  /** The record that carries a type; empty for a type that this release does not know. */
  public static Optional<Class<? extends Event>> record(String type) {
    return Optional.ofNullable(RECORDS.get(type));
  }

  static String of(Class<?> event) {
    String name = NAMES.get(event);
    if (name == null) {
      throw new IllegalArgumentException("No event type for " + event.getName());
    }
    return name;
  }
}
