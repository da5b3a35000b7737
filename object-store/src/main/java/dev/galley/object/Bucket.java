package dev.galley.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of another system, which is only read. Thread-safe. */
public final class Bucket implements AutoCloseable {

  private final S3Client s3;
  private final String bucket;

  /**
   * @param place a bucket; what it says of a prefix is nothing to this
   */
  public Bucket(Place place) {
    this.s3 = S3Store.client(place);
    this.bucket = Objects.requireNonNull(place.bucket());
  }

  /**
   * What is there, in an order of the bucket's own.
   *
   * @param after the key behind which to begin; null for the beginning
   * @param limit of the answer, 1,000 at the most; an empty answer is the last one
   */
  public List<String> keys(String prefix, @Nullable String after, int limit) throws IOException {
    try {
      return s3
          .listObjectsV2(
              list -> list.bucket(bucket).prefix(prefix).startAfter(after).maxKeys(limit))
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    } catch (SdkException e) {
      throw new IOException("The bucket " + bucket + " is not listed: " + e.getMessage(), e);
    }
  }

  /** Reads something, under time limits. */
  public InputStream open(String key) throws IOException {
    try {
      return new S3Content(s3.getObject(get -> get.bucket(bucket).key(key)));
    } catch (SdkException e) {
      throw new IOException(key + " is not read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
