package dev.galley.web.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;

/**
 * Which measures there are: ours, and of the libraries' those that a dashboard, a rule or the
 * documentation names. The others would be four fifths of what each scrape carries.
 */
final class KeptMeasures implements MeterFilter {

  private static final String OURS = "galley";

  /** What nobody tells measures apart by, though a route has as many more as it had exceptions. */
  private static final Set<String> DETAILS =
      Set.of("cluster.id", "server.address", "database", "collection", "exception", "error");

  /** Other measures, as Micrometer names them. */
  static final List<String> NAMES =
      List.of(
          "http.server.requests",
          "http.client.requests",
          "jvm.memory.used",
          "jvm.memory.max",
          "jvm.memory.usage.after.gc",
          "jvm.gc.pause",
          "jvm.gc.memory.allocated",
          "jvm.threads.live",
          "process.cpu.usage",
          "process.uptime",
          "system.cpu.usage",
          "disk.free",
          "disk.total",
          "mongodb.driver.commands",
          "mongodb.driver.pool.size",
          "mongodb.driver.pool.checkedout",
          "mongodb.driver.pool.waitqueuesize",
          "kafka.producer.request.latency.avg",
          "kafka.producer.record.send.total",
          "kafka.producer.record.error.total",
          "kafka.consumer.fetch.manager.records.consumed.total");

  private static final Set<String> KEPT = Set.copyOf(NAMES);

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().startsWith(OURS) || KEPT.contains(id.getName())
        ? MeterFilterReply.NEUTRAL
        : MeterFilterReply.DENY;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    if (id.getName().startsWith(OURS)) {
      return id;
    }
    List<Tag> tags = id.getTags().stream().filter(tag -> !DETAILS.contains(tag.getKey())).toList();
    return id.replaceTags(tags);
  }
}
