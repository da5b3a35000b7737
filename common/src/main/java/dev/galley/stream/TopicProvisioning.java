package dev.galley.stream;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

  private final Admin admin;
  private final List<NewTopic> topics;
  private final Duration patience;
  private volatile boolean running;

  TopicProvisioning(Admin admin, List<NewTopic> topics, Duration patience) {
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
      } catch (ExecutionException | TimeoutException e) {
        log.warn("The broker does not answer yet, topics are made later: {}", reason(e));
        pause();
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
    Set<String> existing = new HashSet<>(admin.listTopics().names().get(10, TimeUnit.SECONDS));
    List<NewTopic> missing = topics.stream().filter(t -> !existing.contains(t.name())).toList();
    if (missing.isEmpty()) {
      return;
    }
    try {
      admin.createTopics(missing).all().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // Another service was faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
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
