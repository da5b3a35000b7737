package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommitOutcomeTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(CommitOutcome.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final CommitOutcome outcome = new CommitOutcome();
  private final Map<TopicPartition, OffsetAndMetadata> positions =
      Map.of(new TopicPartition("galley.posts", 3), new OffsetAndMetadata(11));

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(logged);
  }

  @Test
  void aConsumerThatJoinsIsNoNews() {
    outcome.onComplete(positions, null);
    outcome.onComplete(positions, new RebalanceInProgressException("joining"));
    outcome.onComplete(positions, new RetriableCommitFailedException("again"));

    assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
  }

  @Test
  void beingPutOutOfTheGroupIs() {
    outcome.onComplete(positions, new CommitFailedException("too slow"));

    assertThat(logged.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage())
                  .contains("galley.posts-3", "offset=11")
                  .endsWith("could not be committed: too slow");
            });
  }
}
