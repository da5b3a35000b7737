package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import dev.galley.stream.codec.BadEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTests {

  private static final ServerAddress SERVER = new ServerAddress("127.0.0.1");

  @ParameterizedTest
  @MethodSource
  void whatNeedsTheWorldBackWaits(Exception failure) {
    assertThat(Failure.of(failure)).isEqualTo(Failure.TRANSIENT);
    assertThat(Failure.of(wrapped(failure))).isEqualTo(Failure.TRANSIENT);
  }

  static Stream<Arguments> whatNeedsTheWorldBackWaits() {
    return Stream.of(
            new org.apache.kafka.common.errors.TimeoutException("no metadata"),
            new DisconnectException(),
            new NotEnoughReplicasException("one of two"),
            new UnknownTopicOrPartitionException(),
            new SaslAuthenticationException("not signed in"),
            new KafkaException("the producer is closed"),
            new IOException("reset"),
            new UncheckedIOException(new IOException("reset")),
            new TimeoutException(),
            new MongoTimeoutException("no server"),
            new MongoSocketReadException("closed", SERVER),
            new MongoNotPrimaryException(response(10107), SERVER),
            new MongoNodeIsRecoveringException(response(11600), SERVER),
            new MongoWriteConcernException(
                new WriteConcernError(64, "", "waiting", new BsonDocument()),
                WriteConcernResult.unacknowledged(),
                SERVER,
                Set.of()),
            new MongoCommandException(response(14031), SERVER),
            new MongoCommandException(response(8), SERVER),
            bulk(List.of(), new WriteConcernError(64, "", "waiting", new BsonDocument())))
        .map(failure -> arguments(failure));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsRefusedIsGivenUp(Exception failure) {
    assertThat(Failure.of(failure)).isEqualTo(Failure.PERMANENT);
    assertThat(Failure.of(wrapped(failure))).isEqualTo(Failure.PERMANENT);
  }

  static Stream<Arguments> whatIsRefusedIsGivenUp() {
    return Stream.of(
            new BadEvent("too deep"),
            new BadEvent("caused by an outage of sorts", new IOException("reset")),
            new RecordTooLargeException("6 MB"),
            new SerializationException("no bytes"),
            new InvalidTopicException("../"),
            new TopicAuthorizationException("galley.pages"),
            new MongoWriteException(
                new WriteError(121, "a document is not valid", new BsonDocument()),
                SERVER,
                Set.of()),
            new DuplicateKeyException(response(11000), SERVER, WriteConcernResult.unacknowledged()),
            new MongoCommandException(response(13), SERVER),
            new MongoCommandException(response(10334), SERVER),
            new BsonMaximumSizeExceededException("17 MB"),
            bulk(List.of(new BulkWriteError(11000, "twice", new BsonDocument(), 0)), null))
        .map(failure -> arguments(failure));
  }

  @ParameterizedTest
  @MethodSource
  void whatNobodyThoughtOfIsUnexplained(Exception failure) {
    assertThat(Failure.of(failure)).isEqualTo(Failure.UNEXPLAINED);
  }

  static Stream<Arguments> whatNobodyThoughtOfIsUnexplained() {
    return Stream.of(
        arguments(new NullPointerException()), arguments(new IllegalStateException("a bug")));
  }

  /** As what awaits several sent events, and the container, wrap what they meet. */
  private static Exception wrapped(Exception failure) {
    return new org.springframework.kafka.KafkaException(
        "handled", new KafkaException("not sent", new ExecutionException(failure)));
  }

  private static BsonDocument response(int code) {
    return BsonDocument.parse("{ok: 0, code: %d, errmsg: 'no', err: 'no'}".formatted(code));
  }

  private static MongoBulkWriteException bulk(
      List<BulkWriteError> errors, WriteConcernError concern) {
    return new MongoBulkWriteException(
        BulkWriteResult.unacknowledged(), errors, concern, SERVER, Set.of());
  }
}
