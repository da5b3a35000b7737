package dev.galley.post.object;

import dev.galley.object.Place;
import dev.galley.object.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where objects are kept.
 *
 * @param assets the folder of the first store; made when it is not there
 * @param objects what else there is to say
 */
@ConfigurationProperties("galley")
record ObjectProperties(
    @DefaultValue("data/assets") Path assets, @DefaultValue StoreProperties objects) {

  /**
   * Stores of objects.
   *
   * @param spool the folder of what is coming in; null for one beside the objects
   * @param maxSpool of all that is coming in at once
   * @param first where objects are put; null for the folder
   * @param second where they are copied to; null for nowhere
   */
  record StoreProperties(
      @Nullable Path spool,
      @DefaultValue("2GB") DataSize maxSpool,
      @Nullable Place first,
      @Nullable Place second) {}

  Stores stores() {
    return Stores.of(assets, objects.first(), objects.second());
  }

  Path spoolFolder() {
    Path given = objects.spool();
    return given == null ? assets.resolve(".spool") : given;
  }
}
