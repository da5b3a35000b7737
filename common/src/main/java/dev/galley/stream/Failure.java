package dev.galley.stream;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import dev.galley.stream.codec.BadEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.bson.BsonSerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What a failure asks for: to wait, or to give up. The one place that decides it, for consumers and
 * for whatever sends.
 */
public enum Failure {
  /** The world is down: store, broker or network. Wait and try again, in order, for ever. */
  TRANSIENT,
  /** This event is refused, and will be again: give it up and go on. */
  PERMANENT,
  /** A bug, or what nobody thought of: worth a few attempts, then as {@link #PERMANENT}. */
  UNEXPLAINED;

  /** Refused for what the record is, or for who sends it where. */
  private static final Set<Class<? extends Exception>> REFUSED_BY_KAFKA =
      Set.of(
          RecordTooLargeException.class,
          RecordBatchTooLargeException.class,
          SerializationException.class,
          InvalidTopicException.class,
          InvalidTimestampException.class,
          InvalidRecordException.class,
          PolicyViolationException.class,
          AuthorizationException.class);

  private static final boolean HAS_STORE =
      ClassUtils.isPresent("com.mongodb.MongoException", Failure.class.getClassLoader());

  /** What a failure asks for: its nearest cause that is known to mean something decides. */
  public static Failure of(@Nullable Throwable failure) {
    Failure verdict = UNEXPLAINED;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadEvent || isRefusedByKafka(cause)) {
        return PERMANENT;
      }
      Failure ofStore = HAS_STORE ? Store.of(cause) : UNEXPLAINED;
      if (ofStore != UNEXPLAINED) {
        return ofStore;
      }
      // One that only wraps says nothing yet: what it wraps may be a refusal.
      if (cause instanceof KafkaException
          || cause instanceof IOException
          || cause instanceof UncheckedIOException
          || cause instanceof TimeoutException) {
        verdict = TRANSIENT;
      }
    }
    return verdict;
  }

  private static boolean isRefusedByKafka(Throwable cause) {
    return REFUSED_BY_KAFKA.stream().anyMatch(refusal -> refusal.isInstance(cause));
  }

  /** What was wrong, in words for people: a bad event's reason, else the deepest cause's. */
  public static String reason(@Nullable Throwable failure) {
    String reason = "No reason is known";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadEvent && cause.getMessage() != null) {
        return cause.getMessage();
      }
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        return "The broker does not answer: " + cause.getMessage();
      }
      if (HAS_STORE && Store.isSilent(cause)) {
        return "The store does not answer";
      }
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
      }
    }
    return reason;
  }

  /** MongoDB's exceptions, apart: not every program that reads events has its driver. */
  private static final class Store {

    /**
     * Errors of a server that is stopping, electing, overloaded or full; the drivers' specification
     * of retryable writes has most of them.
     */
    private static final Set<Integer> OUTAGES =
        Set.of(
            1, // InternalError
            6, // HostUnreachable
            7, // HostNotFound
            8, // UnknownError
            24, // LockTimeout
            46, // LockBusy
            50, // MaxTimeMSExpired
            64, // WriteConcernFailed
            89, // NetworkTimeout
            91, // ShutdownInProgress
            112, // WriteConflict
            134, // ReadConcernMajorityNotAvailableYet
            189, // PrimarySteppedDown
            202, // NetworkInterfaceExceededTimeLimit
            262, // ExceededTimeLimit
            9001, // SocketException
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11601, // Interrupted
            11602, // InterruptedDueToReplStateChange
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031); // OutOfDiskSpace

    private static Failure of(Throwable cause) {
      if (cause instanceof BsonSerializationException) {
        // A document that is too large, for one.
        return PERMANENT;
      }
      if (!(cause instanceof MongoException failure)) {
        return UNEXPLAINED;
      }
      return isOutage(failure) ? TRANSIENT : PERMANENT;
    }

    private static boolean isOutage(int code) {
      return code <= 0 || OUTAGES.contains(code);
    }

    private static boolean isOutage(MongoException failure) {
      if (failure instanceof MongoBulkWriteException bulk) {
        return bulk.getWriteErrors().stream().allMatch(error -> isOutage(error.getCode()));
      }
      if (failure instanceof MongoServerException) {
        return failure instanceof MongoWriteConcernException
            || failure instanceof MongoNotPrimaryException
            || failure instanceof MongoNodeIsRecoveringException
            || failure instanceof MongoCursorNotFoundException
            || failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
            || failure.hasErrorLabel("RetryableWriteError")
            || isOutage(failure.getCode());
      }
      // The driver's own: no connection, no answer, no server, not signed in.
      return true;
    }

    private static boolean isSilent(Throwable cause) {
      return cause instanceof MongoTimeoutException || cause instanceof MongoSocketException;
    }
  }
}
