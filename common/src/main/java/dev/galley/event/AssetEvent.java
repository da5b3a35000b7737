package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What {@value Topics#ASSETS} carries: the state of a file of the site. Its content is elsewhere,
 * under its hash.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AssetStored.class, name = EventTypes.ASSET_STORED),
  @JsonSubTypes.Type(value = AssetRemoved.class, name = EventTypes.ASSET_REMOVED)
})
public sealed interface AssetEvent extends Event permits AssetStored, AssetRemoved {

  /** The most names that one asset has. */
  int MAX_NAMES = 50;

  /** The asset's id, whatever its names. */
  String id();

  /**
   * Paths as in the site's URLs, not encoded, such as {@code images/blog/x.jpg}: the current one
   * first, then earlier ones.
   */
  List<String> names();

  @Override
  default String subject() {
    return id();
  }
}
