package dev.galley.local.command;

import dev.galley.local.broker.BrokerUnusable;
import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.command.client.SignInLink;
import dev.galley.local.origin.OriginUnusable;
import dev.galley.local.run.Endpoint;
import dev.galley.local.run.LocalGalley;
import dev.galley.local.run.Settings;
import dev.galley.local.store.file.StoreUnusable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs Galley in this process until the user stops it or a part of it fails for good. */
final class Starting {

  private final StartOptions options;
  private final PrintStream out = System.out;

  Starting(StartOptions options) {
    this.options = options;
  }

  int run() {
    long start = System.nanoTime();
    Settings settings = options.settings();
    Logging.toFile(settings.data().log(), System.getenv("GALLEY_LOG_FORMAT"));
    out.println("Starting Galley ...");
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<String> failure = new AtomicReference<>();
    LocalGalley galley =
        start(
            settings,
            reason -> {
              failure.compareAndSet(null, reason);
              ended.countDown();
            });
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(galley, failure.get() == null ? 0 : 1), "stop"));
    welcome(settings, galley, Duration.ofNanos(System.nanoTime() - start));
    await(ended);
    System.err.println("galley: " + failure.get() + "; stopping");
    return 1;
  }

  private static LocalGalley start(Settings settings, Consumer<String> onFailure) {
    try {
      return LocalGalley.start(settings, onFailure);
    } catch (OriginUnusable e) {
      throw new CommandFailed(e.getMessage() + "; choose another with --port", e);
    } catch (BrokerUnusable e) {
      throw new CommandFailed(e.getMessage() + " (--kafka-port)", e);
    } catch (StoreUnusable e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }

  /** Ctrl-C and a termination signal end here; a stop in order is a success. */
  private void stop(LocalGalley galley, int status) {
    out.println();
    out.println("Stopping Galley ...");
    galley.close();
    out.println("Stopped.");
    out.flush();
    Runtime.getRuntime().halt(status);
  }

  private void welcome(Settings settings, LocalGalley galley, Duration took) {
    Endpoint endpoint = galley.endpoint();
    out.printf(Locale.ROOT, "Galley is ready after %.1f s.%n%n", took.toMillis() / 1_000.0);
    line("Site", endpoint.url() + "/");
    line("Editor", endpoint.url() + "/editor/");
    line("Feed", endpoint.url() + "/feed.xml");
    line("API", endpoint.url() + "/api");
    line("Kafka", endpoint.kafka());
    line("Metrics", endpoint.url() + "/metrics");
    line("Data", settings.data().path().toString());
    line("Log", settings.data().log().toString());
    out.println();
    out.println(SignInLink.invitation(new GalleyApi(endpoint.url(), endpoint.token())));
    out.println();
  }

  private void line(String name, String value) {
    out.printf("  %-9s %s%n", name, value);
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
