package dev.galley.local.run;

import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.metrics.MergedMetrics;
import dev.galley.local.origin.Origin;
import dev.galley.local.store.EmbeddedStore;
import dev.galley.web.connection.Network;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Galley in this JVM.
 *
 * <p>It starts with the origin, so that a taken port is found out first, and stops in the order in
 * which nothing is lost or logged in vain: no new requests, running requests, consumers, relay,
 * broker, store.
 */
public final class LocalGalley implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalGalley.class);

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int DEFAULT_KAFKA_PORT = 9_092;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DataFolder data;
  private final MergedMetrics metrics = new MergedMetrics();
  private final Consumer<String> onFailure;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String token = AccessTokens.random();

  private @Nullable Origin origin;
  private @Nullable EmbeddedStore store;
  private @Nullable CompletableFuture<EmbeddedBroker> broker;
  private @Nullable Services services;

  private LocalGalley(DataFolder data, Consumer<String> onFailure) {
    this.data = data;
    this.onFailure = onFailure;
  }

  /**
   * Starts everything and waits until it can be used.
   *
   * @param settings what the user has chosen
   * @param onFailure told when a part has failed for good; the process should end
   * @return the running Galley
   * @throws CannotRun if the data folder is in use, or a part cannot start
   */
  public static LocalGalley start(Settings settings, Consumer<String> onFailure) {
    settings.data().take();
    LocalGalley galley = new LocalGalley(settings.data(), onFailure);
    try {
      galley.startParts(settings);
      return galley;
    } catch (RuntimeException e) {
      galley.close();
      throw e;
    }
  }

  private void startParts(Settings settings) {
    Origin listening =
        Origin.listen(data.web(), settings.port(), metrics, Network.of(System.getenv()));
    origin = listening;
    int kafkaPort =
        settings.kafkaPort().orElseGet(() -> EmbeddedBroker.freePortFrom(DEFAULT_KAFKA_PORT));
    // What takes longest comes first: the services make their beans while the broker starts.
    CompletableFuture<EmbeddedBroker> broking =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedBroker.start(
                    data.broker(),
                    kafkaPort,
                    reason -> onFailure.accept("Kafka has failed: " + reason)),
            task -> new Thread(task, "start-kafka").start());
    broker = broking;
    Consumer<Throwable> onStoreFailure = e -> onFailure.accept("The store cannot write: " + e);
    EmbeddedStore opened =
        settings.compact()
            ? EmbeddedStore.openCompacted(data.store(), onStoreFailure)
            : EmbeddedStore.open(data.store(), onStoreFailure);
    store = opened;
    Services starting = new Services(listening, metrics, broking);
    services = starting;
    String kafka = "127.0.0.1:" + kafkaPort;
    try {
      starting.start(environment(listening.url(), opened.uri(), kafka));
    } catch (CannotRun e) {
      throw brokerFailure(broking).orElse(e);
    }
    listening.onBackup(token, () -> Staging.of(data, opened));
    data.announce(new Endpoint(listening.url(), ProcessHandle.current().pid(), kafka, token));
  }

  /**
   * A service that waits for the broker fails with it; what failed first is what the user needs.
   */
  private static Optional<RuntimeException> brokerFailure(CompletableFuture<?> broking) {
    if (!broking.isCompletedExceptionally()) {
      return Optional.empty();
    }
    Throwable failure = broking.handle((started, failed) -> failed).join();
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof RuntimeException e ? Optional.of(e) : Optional.empty();
  }

  private Map<String, String> environment(String url, String mongo, String kafka) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("MONGODB_URI", mongo);
    variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    variables.put("GALLEY_POST_SERVICE_URL", url);
    variables.put("GALLEY_RENDER_SERVICE_URL", url);
    variables.put("GALLEY_ASSETS", data.assets().toString());
    variables.put("GALLEY_IMAGES_CACHE", data.path().resolve("cache").resolve("images").toString());
    variables.put("galley.objects.spool", data.path().resolve("spool").toString());
    // Boot would ask the mail server in each service that has the classes, which here are all.
    variables.put("management.health.mail.enabled", "false");
    variables.put("GALLEY_MAIL_FOLDER", data.path().resolve("mail").toString());
    variables.put("GALLEY_SECRETS_KEY_FILE", data.secretsKey().toString());
    // Behind a public name the owner says so.
    putUnlessSet(variables, "GALLEY_SITE_URL", url);
    // Each reader of a topic asks the broker for itself, so that several of a kind take more of two
    // processors than they bring; the second one goes on while a hostile text takes its time.
    putUnlessSet(variables, "GALLEY_FEED_CONCURRENCY", "1");
    putUnlessSet(variables, "GALLEY_RENDER_CONCURRENCY", "2");
    variables.put("galley.tokens.local", token);
    variables.put("galley.reviews.token", token);
    data.restoredAt()
        .ifPresent(at -> variables.put("galley.announcements.restored-at", at.toString()));
    // Three services, a broker and a store share one heap.
    variables.put("galley.pages.cache", "32MB");
    variables.put("galley.feed.entries.content-cache", "6MB");
    // Nobody else writes here, so what is found at the start is nobody's.
    variables.put("galley.outbox.lease-at-start", "0s");
    variables.put("galley.jobs.lease", "3s");
    variables.put("spring.main.banner-mode", "off");
    variables.put("server.port", "0");
    // The disk that fills is the one with the data, wherever Galley was started from.
    variables.put("management.health.diskspace.path", data.path().toString());
    variables.put("management.metrics.system.diskspace.paths", data.path().toString());
    // The origin has let requests end before a service is stopped.
    variables.put("server.shutdown", "immediate");
    return variables;
  }

  private static void putUnlessSet(Map<String, String> variables, String name, String value) {
    variables.put(name, System.getenv().getOrDefault(name, value));
  }

  /**
   * Puts everything that a Galley keeps, as it is at one moment, into its folder's staging place;
   * for one that does not run.
   *
   * @throws CannotRun if it runs after all, or the disk fails
   */
  public static void stage(DataFolder data) {
    data.take();
    try (EmbeddedStore store = EmbeddedStore.open(data.store(), failure -> {})) {
      Staging.of(data, store);
    } finally {
      data.release();
    }
  }

  /** How to reach it. */
  public Endpoint endpoint() {
    return data.endpoint().orElseThrow();
  }

  /** Stops everything in order; idempotent, and safe after a failed start. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (origin != null) {
      origin.drain(PATIENCE);
    }
    closeQuietly(services);
    closeQuietly(origin);
    closeQuietly(broker == null ? null : broker.handle((started, failed) -> started).join());
    closeQuietly(store);
    data.release();
  }

  private static void closeQuietly(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    long start = System.nanoTime();
    String name = part.getClass().getSimpleName();
    try {
      part.close();
      log.info("Stopped {} in {} ms", name, (System.nanoTime() - start) / NANOS_PER_MILLI);
    } catch (Exception e) {
      log.warn("{} did not stop in order", name, e);
    }
  }
}
