package dev.galley.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The example of {@code docs/consumers.md}: all of Galley's posts with Spring Cloud Stream. */
@Configuration(proxyBeanMethods = false)
class StreamConsumer {

  final List<String> read = new CopyOnWriteArrayList<>();

  @Bean
  Consumer<Message<byte[]>> newsletter() {
    return message -> read.add(new String(message.getPayload(), UTF_8));
  }
}
