package dev.galley.local.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.NotControllerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps a moment of each start out of the log. A node that stands alone asks itself to be
 * registered, sometimes just before it has become the controller: it refuses itself, calls that an
 * unexpected error, and is asked again a moment later.
 */
public final class ElectionNoise extends TurboFilter {

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable failure) {
    boolean isNoise =
        failure != null
            && logger.getName().equals("kafka.server.ControllerApis")
            && (failure instanceof NotControllerException
                || failure.getCause() instanceof NotControllerException);
    return isNoise ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
