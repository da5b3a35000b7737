package dev.galley.render.image;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.galley.event.AssetStored;
import dev.galley.object.FolderStore;
import dev.galley.object.ObjectStore;
import dev.galley.object.PrivateFolder;
import dev.galley.picture.Exif;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Files on this instance's disk: copies of objects, pictures made smaller, and those without the
 * place where they were taken. Each is fetched or made once, by threads of its own, however many
 * ask meanwhile; the least used go when they take too much room. What is there after a restart is
 * used again. Thread-safe; several processes may use one folder.
 */
final class ImageCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ImageCache.class);

  private static final int MAX_QUEUE = 1_000;
  private static final int BYTES_A_WEIGHT = 1024;

  /** Who has looked a file up may open it that long. */
  private static final Duration UNTIL_DELETED = Duration.ofSeconds(10);

  private static final Duration ABANDONED = Duration.ofHours(1);
  private static final String TEMPORARY = ".tmp";

  /**
   * What an original's key ends with; earlier releases left more in what had none, or {@code .o}.
   */
  private static final String ORIGINAL = ".o2";

  /** Behind it is what tells apart files that were made at different times. */
  private static final char MADE = '~';

  /**
   * A file to be served.
   *
   * @param own whether it is a file of this cache, and not one of the store
   * @param exif what the object says of itself; nothing for what was made of it
   * @param bytes none where the object does in its place
   */
  record Cached(Path file, long bytes, boolean own, Exif exif) {

    boolean isNone() {
      return bytes == 0;
    }
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Writing {
    void to(Path file) throws IOException;
  }

  private final ObjectStore store;
  private final Path folder;
  private final long maxBytes;
  private final Variants variants;
  private final ImageMeters meters;
  private final ThreadPoolExecutor fetching;
  private final ThreadPoolExecutor making;
  private final AsyncCache<String, Cached> files;

  ImageCache(ObjectStore store, ImageProperties properties, Variants variants, ImageMeters meters) {
    this.store = store;
    this.folder = properties.cacheFolder().toAbsolutePath().normalize();
    this.maxBytes = properties.cacheSize().toBytes();
    this.variants = variants;
    this.meters = meters;
    this.fetching = threads("fetching-images-", properties.fetched());
    this.making = threads("making-images-", properties.made());
    this.files =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes / BYTES_A_WEIGHT)
            .weigher((String key, Cached file) -> weight(file))
            .executor(Runnable::run)
            .<String, Cached>removalListener(this::removed)
            .buildAsync();
  }

  private static int weight(Cached file) {
    return file.own() ? (int) Math.min(Integer.MAX_VALUE, 1 + file.bytes() / BYTES_A_WEIGHT) : 1;
  }

  private static ThreadPoolExecutor threads(String name, int count) {
    var executor =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUE),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Takes up what an earlier process left. */
  void open() throws IOException {
    PrivateFolder.create(folder);
    try (Stream<Path> left = Files.list(folder)) {
      left.filter(Files::isRegularFile).forEach(this::takeUp);
    }
  }

  private void takeUp(Path file) {
    String name = String.valueOf(file.getFileName());
    int made = name.indexOf(MADE);
    try {
      if (name.endsWith(TEMPORARY)) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
          Files.deleteIfExists(file);
        }
      } else if (made > 0 && name.lastIndexOf('.', made) < 0) {
        Files.deleteIfExists(file);
      } else if (made > 0) {
        String exif = name.substring(made + 1, made + 2);
        Cached cached =
            new Cached(file, Files.size(file), true, new Exif(Integer.parseInt(exif), false));
        files.put(name.substring(0, made), CompletableFuture.completedFuture(cached));
      }
    } catch (IOException | NumberFormatException e) {
      log.debug("{} is left alone", file, e);
    }
  }

  private void removed(@Nullable String key, @Nullable Cached cached, RemovalCause cause) {
    if (cached != null && cached.own()) {
      CompletableFuture.delayedExecutor(
              UNTIL_DELETED.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(() -> delete(cached.file()));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("{} stays", file, e);
    }
  }

  /** What readers get of a file as it is: the object, or a copy without a place. */
  CompletableFuture<Cached> original(AssetStored asset) {
    return kept(asset.sha256() + ORIGINAL, fetching, () -> fetched(asset));
  }

  /**
   * A picture made smaller, and upright.
   *
   * @return {@link Cached#isNone} where the object is to be shown in its place
   */
  CompletableFuture<Cached> variant(AssetStored asset, int width, Variants.Kind kind) {
    String key = asset.sha256() + ".w" + width + "." + kind.ending();
    CompletableFuture<Cached> known = files.getIfPresent(key);
    if (known != null) {
      meters.hit(known.isDone());
      return loaded(known);
    }
    return readable(asset)
        .thenCompose(original -> kept(key, making, () -> made(asset, original, key, width, kind)));
  }

  /** The same, fetched again if somebody deleted it: perhaps another process with this folder. */
  private CompletableFuture<Cached> readable(AssetStored asset) {
    return original(asset)
        .thenCompose(
            original -> {
              if (Files.exists(original.file())) {
                return CompletableFuture.completedFuture(original);
              }
              forget(original);
              return original(asset);
            });
  }

  /** Forgets a file that somebody has deleted. */
  void forget(Cached cached) {
    files.synchronous().asMap().values().removeIf(cached::equals);
  }

  /** Forgets all that was made of an object. */
  void forget(String sha256) {
    files.synchronous().invalidate(sha256 + ORIGINAL);
    for (int width : Variants.WIDTHS) {
      for (Variants.Kind kind : Variants.Kind.values()) {
        files.synchronous().invalidate(sha256 + ".w" + width + "." + kind.ending());
      }
    }
  }

  @FunctionalInterface
  private interface Loading {
    Cached load() throws IOException;
  }

  /** Fails where nothing was loaded. */
  private static CompletableFuture<Cached> loaded(CompletableFuture<Cached> file) {
    return file.thenApply(
        cached -> {
          if (cached == null) {
            throw new CompletionException(new IOException("It is not there"));
          }
          return cached;
        });
  }

  private CompletableFuture<Cached> kept(String key, Executor threads, Loading loading) {
    CompletableFuture<Cached> known = files.getIfPresent(key);
    if (known != null && loaded(known).isCompletedExceptionally()) {
      // It is about to be taken out.
      files.asMap().remove(key, known);
      known = null;
    }
    meters.hit(known != null);
    if (known != null) {
      return loaded(known);
    }
    try {
      return loaded(
          files.get(
              key,
              (name, executor) ->
                  CompletableFuture.supplyAsync(() -> load(name, loading), threads)));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns null for what is not there: the cache would log a failure, at each request. */
  private @Nullable Cached load(String key, Loading loading) {
    try {
      return loading.load();
    } catch (IOException e) {
      log.debug("{} is not there", key, e);
      meters.failed();
      return null;
    }
  }

  private Cached fetched(AssetStored asset) throws IOException {
    if (store instanceof FolderStore shared) {
      Path file = shared.file(asset.sha256());
      Cached there = new Cached(file, Files.size(file), false, look(file, asset));
      return there.exif().located() ? withoutPlace(asset, there) : there;
    }
    if (asset.bytes() > maxBytes) {
      throw new IOException("the cache is too small for " + DataSize.ofBytes(asset.bytes()));
    }
    Path copy = temporary();
    try {
      store.fetch(asset.sha256(), copy);
      Exif exif = look(copy, asset);
      Cached copied = new Cached(copy, asset.bytes(), false, exif);
      return exif.located()
          ? withoutPlace(asset, copied)
          : written(asset.sha256() + ORIGINAL, exif, file -> Files.move(copy, file));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** The folder may be cleared away while this runs. */
  private Path temporary() throws IOException {
    return PrivateFolder.create(folder).resolve(UUID.randomUUID() + TEMPORARY);
  }

  private static Exif look(Path file, AssetStored asset) throws IOException {
    return PictureFile.look(file, asset.mediaType()).exif();
  }

  private Cached withoutPlace(AssetStored asset, Cached located) throws IOException {
    Exif upright = new Exif(located.exif().orientation(), false);
    return written(
        asset.sha256() + ORIGINAL,
        upright,
        file ->
            PictureFile.writeWithoutPlace(located.file(), asset.mediaType(), located.exif(), file));
  }

  private Cached made(AssetStored asset, Cached original, String key, int width, Variants.Kind kind)
      throws IOException {
    return written(
        key,
        Exif.NONE,
        file -> {
          try {
            variants.make(original.file(), asset.mediaType(), width, kind, file);
            meters.made();
          } catch (Variants.Refused e) {
            log.debug("{} is shown as it is: {}", asset.names(), e.getMessage());
            meters.refused();
            Files.write(file, new byte[0]);
          }
        });
  }

  /** Under its name when it is complete; the orientation is a part of that, for a later process. */
  private Cached written(String key, Exif exif, Writing writing) throws IOException {
    Path temporary = temporary();
    try {
      writing.to(temporary);
      String unique = UUID.randomUUID().toString().substring(0, 8);
      Path file = folder.resolve(key + MADE + exif.orientation() + unique);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      return new Cached(file, Files.size(file), true, exif);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void close() {
    fetching.shutdownNow();
    making.shutdownNow();
  }
}
