package dev.galley.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the missing topics before any consumer starts. A broker that does not answer delays the
 * start only for a while: editing must work without it.
 */
final class TopicProvisioning implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TopicProvisioning.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String LAG = TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;

  private final Supplier<Admin> admin;
  private final List<NewTopic> topics;
  private final Duration patience;
  private volatile boolean running;

  TopicProvisioning(Supplier<Admin> admin, List<NewTopic> topics, Duration patience) {
    this.admin = admin;
    this.topics = topics;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
    Thread worker = new Thread(this::provision, "topic-provisioning");
    worker.setDaemon(true);
    worker.start();
    try {
      // Thread.join takes 0 for ever.
      worker.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void provision() {
    while (running) {
      try {
        create();
        return;
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        if (running) {
          log.warn("The broker does not answer yet, topics are made later: {}", reason(e));
          pause();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Our own patience ends without a message. */
  private static String reason(Exception failure) {
    return failure.getMessage() == null ? "no answer in time" : failure.getMessage();
  }

  private void create() throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> existing =
        new HashSet<>(admin.get().listTopics().names().get(10, TimeUnit.SECONDS));
    List<NewTopic> missing = topics.stream().filter(t -> !existing.contains(t.name())).toList();
    if (!missing.isEmpty()) {
      create(missing);
    }
    limitCompactionLag(topics.stream().filter(t -> existing.contains(t.name())).toList());
  }

  private void create(List<NewTopic> missing)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.get().createTopics(missing).all().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // Another service was faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Topics of an earlier release have no such limit; one that somebody has set stays. */
  private void limitCompactionLag(List<NewTopic> existing)
      throws InterruptedException, TimeoutException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (NewTopic topic : existing) {
      String wanted = topic.configs().get(LAG);
      if (wanted != null) {
        changes.put(
            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
            List.of(new AlterConfigOp(new ConfigEntry(LAG, wanted), AlterConfigOp.OpType.SET)));
      }
    }
    try {
      admin
          .get()
          .describeConfigs(changes.keySet())
          .all()
          .get(10, TimeUnit.SECONDS)
          .forEach(
              (topic, settings) -> {
                if (settings.get(LAG) == null || !settings.get(LAG).isDefault()) {
                  changes.remove(topic);
                }
              });
      admin.get().incrementalAlterConfigs(changes).all().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      log.warn("Topics stay without a limit for what is compacted: {}", reason(e));
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the bindings, which start late in the life cycle. */
  @Override
  public int getPhase() {
    return 0;
  }
}
