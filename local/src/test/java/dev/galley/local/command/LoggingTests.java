package dev.galley.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.galley.local.command.client.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTests {

  private static final String FORGED = "Refused\r\n{\"level\":\"ERROR\"}";

  @TempDir private Path folder;

  @Test
  void writesOneJsonObjectALine() throws Exception {
    List<String> lines = logged("json");

    assertThat(lines).hasSize(1);
    JsonNode line = new JsonMapper().readTree(lines.get(0));
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("formattedMessage").asString()).isEqualTo(FORGED);
    assertThat(line.get("throwable").get("message").asString()).isEqualTo("a\nb");
    assertThat(line.get("kvpList").get(0).get("postId").asString()).isEqualTo("0190");
  }

  @Test
  void writesLinesForPeopleOtherwise() throws Exception {
    assertThat(logged("text").get(0)).contains("WARN", "Refused {\"level\":\"ERROR\"}");
  }

  @Test
  void refusesAFormatThatThereIsNot() {
    assertThatThrownBy(() -> Logging.toFile(folder.resolve("log"), "xml"))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("GALLEY_LOG_FORMAT is text or json, not xml");
  }

  private List<String> logged(String format) throws JoranException, IOException {
    Path file = folder.resolve(format + ".log");
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("galley.log", file.toString());
    context.putProperty("galley.log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/galley-logging.xml")));

    // What Kafka's client repeats each minute would soon be all that the six files hold.
    context
        .getLogger("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils")
        .warn("Not updating last stable offset");
    context
        .getLogger("org.springframework.web.servlet.PageNotFound")
        .warn("Request method 'BREW' is not supported");
    context
        .getLogger("dev.galley.test")
        .atWarn()
        .addKeyValue("postId", "0190")
        .setCause(new IllegalStateException("a\nb"))
        .log(FORGED);

    context.stop();
    return Files.readAllLines(file);
  }
}
