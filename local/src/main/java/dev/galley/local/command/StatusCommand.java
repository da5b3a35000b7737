package dev.galley.local.command;

import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.run.DataFolder;
import dev.galley.local.run.Endpoint;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says whether Galley runs, where, and what waits.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    TargetOptions options = Options.given(target);
    DataFolder data = options.data();
    Optional<Endpoint> endpoint = data.endpoint();
    endpoint.ifPresent(
        running ->
            System.out.printf(
                "Galley runs at %s (process %d, Kafka %s, data %s)%n",
                running.url(), running.pid(), running.kafka(), data.path()));
    GalleyApi api = options.api();
    // The measures need no token; a wrong one should be noticed all the same.
    api.get("/api/tokens/current");
    Measures measures = Measures.of(api.text("/metrics"));
    System.out.printf("Events that wait for Kafka: %.0f%n", measures.sum("galley_outbox_pending"));
    System.out.printf(
        "Events that wait for a service: %.0f%n", measures.sum("galley_consumer_lag"));
    System.out.printf(
        "Dead letters since the start: %.0f%n", measures.sum("galley_dead_letters_total"));
    return 0;
  }
}
