package dev.galley.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket of anything that speaks S3's protocol, each under {@code
 * PREFIX/sha256/ab/abcdef...} and written with one request, of at most 5 GiB. The server is given
 * the hash with the bytes; where it does not say that it has compared them, they are read back.
 *
 * <p>What may be done with the bucket has to include listing it, or a missing object looks like one
 * that is forbidden.
 */
final class S3Store implements ObjectStore {

  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final Duration TO_GET_A_CONNECTION = Duration.ofSeconds(10);

  /** Between two packets. */
  private static final Duration TO_READ = Duration.ofSeconds(15);

  /** With all attempts, for a file of the largest size on a slow line. */
  private static final Duration TO_ANSWER = Duration.ofMinutes(10);

  private static final int MAX_KEYS = 1_000;
  private static final int NOT_FOUND = 404;
  private static final int NOT_THAT_FAR = 416;

  /** What servers say of a copy that they do not make: not understood, not allowed, not built. */
  private static final Set<Integer> NO_COPY = Set.of(400, 401, 403, 405, 501);

  private final S3Client s3;
  private final String bucket;
  private final String prefix;
  private final String endpoint;

  /** Stores that do not let this one copy; known until the next start. */
  private final Set<String> noCopyFrom = ConcurrentHashMap.newKeySet();

  S3Store(Place place) {
    this.bucket = Objects.requireNonNull(place.bucket());
    this.prefix = place.prefix() == null ? "" : place.prefix().replaceAll("^/+|/+$", "") + "/";
    this.endpoint = place.endpoint() == null ? "" : place.endpoint();
    this.s3 = client(place);
  }

  /** What talks to a bucket, under limits. */
  static S3Client client(Place place) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(place.region() == null ? "us-east-1" : place.region()))
            .credentialsProvider(credentials(place))
            .forcePathStyle(place.usesPathStyle())
            // A trailer of another checksum, which many servers do not know, would say no more.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .connectionTimeout(TO_CONNECT)
                    .connectionAcquisitionTimeout(TO_GET_A_CONNECTION)
                    .socketTimeout(TO_READ))
            .overrideConfiguration(
                limits ->
                    limits
                        .apiCallTimeout(TO_ANSWER)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build()));
    if (place.endpoint() != null) {
      builder.endpointOverride(URI.create(place.endpoint()));
    }
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(Place place) {
    return place.accessKey() == null || place.secretKey() == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(place.accessKey(), place.secretKey()));
  }

  private String key(String sha256) {
    return prefix + ObjectKey.of(sha256);
  }

  @Override
  public void put(String sha256, Path content) throws IOException {
    if (check(sha256) == Condition.SOUND) {
      return;
    }
    try (InputStream in = new VerifiedStream(Files.newInputStream(content), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String checksum =
        calling(
            () ->
                s3.putObject(
                        put -> put.bucket(bucket).key(key(sha256)).checksumSHA256(checksum(sha256)),
                        RequestBody.fromFile(content))
                    .checksumSHA256());
    verify(sha256, checksum);
  }

  /** How S3 writes it. */
  private static String checksum(String sha256) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
  }

  private void verify(String sha256, @Nullable String compared) throws IOException {
    if (checksum(sha256).equals(compared)) {
      return;
    }
    try (InputStream in = open(sha256, 0)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (WrongBytes e) {
      delete(sha256);
      throw e;
    }
  }

  @Override
  public Optional<ObjectInfo> find(String sha256) throws IOException {
    String key = key(sha256);
    return calling(
        () -> {
          try {
            long bytes = s3.headObject(head -> head.bucket(bucket).key(key)).contentLength();
            return Optional.of(new ObjectInfo(sha256, bytes));
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    String key = key(sha256);
    try {
      InputStream in =
          calling(
              () ->
                  new S3Content(
                      s3.getObject(
                          get ->
                              get.bucket(bucket)
                                  .key(key)
                                  .range(offset == 0 ? null : "bytes=" + offset + "-"))));
      return offset == 0 ? new VerifiedStream(in, sha256) : in;
    } catch (Refused e) {
      if (e.is(NoSuchKeyException.class)) {
        throw new NoSuchObject(sha256);
      }
      if (e.status() == NOT_THAT_FAR) {
        // RFC 9110, 14.1.1: no range begins at the end.
        return InputStream.nullInputStream();
      }
      throw e;
    }
  }

  @Override
  public void delete(String sha256) throws IOException {
    String key = key(sha256);
    calling(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  @Override
  public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
    List<ObjectInfo> found = new ArrayList<>();
    String root = prefix + ObjectKey.ROOT + "/";
    String from = after == null ? null : key(after);
    while (found.size() < limit) {
      String startAfter = from;
      int most = Math.min(MAX_KEYS, limit - found.size());
      ListObjectsV2Response page =
          calling(
              () ->
                  s3.listObjectsV2(
                      list ->
                          list.bucket(bucket).prefix(root).startAfter(startAfter).maxKeys(most)));
      for (S3Object object : page.contents()) {
        from = object.key();
        String name = from.substring(from.lastIndexOf('/') + 1);
        if (ObjectKey.isName(name) && from.equals(key(name))) {
          found.add(new ObjectInfo(name, object.size()));
        }
      }
      if (!Boolean.TRUE.equals(page.isTruncated()) || page.contents().isEmpty()) {
        break;
      }
    }
    return found;
  }

  @Override
  public boolean copyFrom(ObjectStore source, String sha256) throws IOException {
    if (!(source instanceof S3Store other)
        || !other.endpoint.equals(endpoint)
        || noCopyFrom.contains(other.toString())) {
      return false;
    }
    String key = key(sha256);
    String from = other.key(sha256);
    try {
      String checksum =
          calling(
              () ->
                  s3.copyObject(
                          copy ->
                              copy.sourceBucket(other.bucket)
                                  .sourceKey(from)
                                  .destinationBucket(bucket)
                                  .destinationKey(key)
                                  .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                      .copyObjectResult()
                      .checksumSHA256());
      verify(sha256, checksum);
      return true;
    } catch (Refused e) {
      if (e.is(NoSuchKeyException.class)) {
        throw new NoSuchObject(sha256);
      }
      if (NO_COPY.contains(e.status())) {
        noCopyFrom.add(other.toString());
        return false;
      }
      throw e;
    }
  }

  private interface Call<T> {
    T call();
  }

  /** Whatever the SDK throws is a store that is away, or that does not do it. */
  private <T> T calling(Call<T> call) throws IOException {
    try {
      return call.call();
    } catch (SdkException e) {
      throw new Refused(this, e);
    }
  }

  /** What a store answered, or that it did not; without what was asked. */
  private static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient SdkException cause;

    Refused(S3Store store, SdkException cause) {
      super(store + ": " + explanation(cause), cause);
      this.cause = cause;
    }

    private static String explanation(SdkException cause) {
      return cause instanceof S3Exception answer
          ? answer.statusCode() + " " + answer.awsErrorDetails().errorCode()
          : String.valueOf(cause.getMessage());
    }

    boolean is(Class<? extends SdkException> type) {
      return type.isInstance(cause);
    }

    int status() {
      return cause instanceof S3Exception answer ? answer.statusCode() : 0;
    }
  }

  @Override
  public void close() {
    s3.close();
  }

  @Override
  public String toString() {
    return "bucket " + bucket + "/" + prefix + (endpoint.isEmpty() ? "" : " at " + endpoint);
  }
}
