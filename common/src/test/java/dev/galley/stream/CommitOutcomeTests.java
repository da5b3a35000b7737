package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommitOutcomeTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(CommitOutcome.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final CommitOutcome outcome = new CommitOutcome();

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
    outcome.onComplete(Map.of(), null);
    outcome.onComplete(Map.of(), new RebalanceInProgressException("joining"));
    outcome.onComplete(Map.of(), new RetriableCommitFailedException("again"));

    assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
  }

  @Test
  void beingPutOutOfTheGroupIs() {
    outcome.onComplete(Map.of(), new CommitFailedException("too slow"));

    assertThat(logged.list)
        .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
        .containsExactly(tuple(Level.WARN, "The positions {} could not be committed: too slow"));
  }
}
