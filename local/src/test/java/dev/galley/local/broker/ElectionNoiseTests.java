package dev.galley.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElectionNoiseTests {

  private static FilterReply reply(String logger, @Nullable Throwable failure) {
    Logger found = new LoggerContext().getLogger(logger);
    return new ElectionNoise().decide(null, found, Level.ERROR, "Unexpected", null, failure);
  }

  @Test
  void leavesOutThatTheBrokerRefusedItselfOnceAndNothingElse() {
    NotControllerException refused = new NotControllerException("The active controller is 1.");

    assertThat(reply("kafka.server.ControllerApis", new CompletionException(refused)))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply("kafka.server.ControllerApis", refused)).isEqualTo(FilterReply.DENY);
    assertThat(
            reply(
                "kafka.server.ControllerApis",
                new CompletionException(new UnknownServerException("Broken"))))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("kafka.server.ControllerApis", null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("dev.galley", refused)).isEqualTo(FilterReply.NEUTRAL);
  }
}
