package dev.galley.object;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is, as configuration says it: a folder, or a bucket. What is blank is not said.
 *
 * @param prefix before the keys in the bucket; null for none
 * @param endpoint the address of whatever speaks S3's protocol; null for AWS
 * @param region null for one that servers other than AWS's do not ask for
 * @param accessKey null for AWS's own ways to find credentials
 * @param pathStyle whether the bucket is in the path instead of the host's name; null for whatever
 *     the endpoint suggests
 */
public record Place(
    @Nullable String folder,
    @Nullable String bucket,
    @Nullable String prefix,
    @Nullable String endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable Boolean pathStyle) {

  public Place {
    folder = given(folder);
    bucket = given(bucket);
    prefix = given(prefix);
    endpoint = given(endpoint);
    region = given(region);
    accessKey = given(accessKey);
    secretKey = given(secretKey);
    if (folder != null && bucket != null) {
      throw new IllegalArgumentException("A store is a folder or a bucket, not both");
    }
    if (bucket == null && endpoint != null) {
      throw new IllegalArgumentException("An endpoint needs a bucket");
    }
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException("An access key and a secret key come together");
    }
    if (endpoint != null && !endpoint.matches("https?://[^\\s/?#@]+/?")) {
      throw new IllegalArgumentException("An endpoint is like https://s3.example.org");
    }
    endpoint = endpoint == null ? null : URI.create(endpoint).toString().replaceAll("/$", "");
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Whether it says anything. */
  boolean isGiven() {
    return folder != null || bucket != null;
  }

  boolean usesPathStyle() {
    return pathStyle == null ? endpoint != null : pathStyle;
  }

  /** The store that is there; nothing is asked of it yet. */
  public ObjectStore open() {
    if (folder != null) {
      return new FolderStore(Path.of(folder));
    }
    if (bucket != null) {
      return new S3Store(this);
    }
    throw new IllegalStateException("A store needs a folder or a bucket");
  }

  /** Without its keys. */
  @Override
  public String toString() {
    return folder != null
        ? "folder " + folder
        : "bucket " + bucket + (endpoint == null ? "" : " at " + endpoint);
  }
}
