package dev.galley.local.assets;

import dev.galley.object.Bucket;
import dev.galley.object.Place;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files of a bucket below a prefix, called what follows it. */
public final class BucketSource implements AssetSource {

  private static final int PAGE = 1_000;

  private final Bucket bucket;
  private final String name;
  private final String prefix;

  /**
   * @param place a bucket
   */
  public BucketSource(Place place) {
    this.bucket = new Bucket(place);
    this.name = Objects.requireNonNull(place.bucket());
    String given = place.prefix();
    this.prefix = given == null ? "" : given.replaceAll("/+$", "") + "/";
  }

  @Override
  public void forEach(Taking taking) throws IOException {
    @Nullable String after = null;
    List<String> keys;
    do {
      keys = bucket.keys(prefix, after, PAGE);
      for (String key : keys) {
        after = key;
        if (!key.endsWith("/")) {
          taking.take(foreign(key, key.substring(prefix.length())));
        }
      }
    } while (!keys.isEmpty());
  }

  private Foreign foreign(String key, String path) {
    return Foreign.named(
        "s3://" + name + "/" + key, AssetSource.name(path), () -> bucket.open(key));
  }

  @Override
  public void close() {
    bucket.close();
  }
}
