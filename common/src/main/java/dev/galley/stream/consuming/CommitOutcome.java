package dev.galley.stream.consuming;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what became of a commit that nobody waits for. Positions that could not be committed go
 * with the next ones; that happens whenever another consumer joins.
 */
final class CommitOutcome implements OffsetCommitCallback {

  private static final Logger log = LoggerFactory.getLogger(CommitOutcome.class);

  @Override
  public void onComplete(
      Map<TopicPartition, OffsetAndMetadata> positions, @Nullable Exception failure) {
    if (failure instanceof RetriableException || failure instanceof RebalanceInProgressException) {
      log.debug("The positions {} go with the next ones: {}", positions, failure.getMessage());
    } else if (failure != null) {
      log.warn("The positions {} could not be committed: {}", positions, failure.getMessage());
    }
  }
}
