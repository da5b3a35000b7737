package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.stream.codec.EventCodec;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.function.cloudevent.CloudEventsFunctionExtensionConfiguration;
import org.springframework.cloud.function.context.config.ContextFunctionCatalogAutoConfiguration;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.function.FunctionConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * The functions of a service, bound as its settings say, on Spring Cloud Stream's test binder. That
 * one has no container: records are read by the same advice as around a container's listener.
 */
public final class TestBinding implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  /**
   * @param service the name of its settings, such as {@code post-service}
   * @param functions a configuration with a constructor for the world alone
   * @param world what the functions change
   */
  public <W> TestBinding(String service, Class<?> functions, Class<W> kind, W world) {
    context =
        new SpringApplicationBuilder(Binding.class, functions)
            .initializers(
                beans -> ((GenericApplicationContext) beans).registerBean(kind, () -> world))
            .web(WebApplicationType.NONE)
            .run("--spring.config.name=" + service, "--logging.level.root=WARN");
  }

  @ImportAutoConfiguration({
    CloudEventsFunctionExtensionConfiguration.class,
    ContextFunctionCatalogAutoConfiguration.class,
    TestChannelBinderConfiguration.class,
    BindingServiceConfiguration.class,
    FunctionConfiguration.class
  })
  private static final class Binding {}

  /** The record of an event, as another service sends it. */
  public static ConsumerRecord<byte[], byte[]> record(String topic, Event event) {
    ProducerRecord<byte[], byte[]> sent = codec().encode(topic, event);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(topic, 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }

  /** A record whose value lacks what its headers promise. */
  public static ConsumerRecord<byte[], byte[]> bad(String topic, Event event) {
    ConsumerRecord<byte[], byte[]> good = record(topic, event);
    ConsumerRecord<byte[], byte[]> bad =
        new ConsumerRecord<>(topic, 0, 0, good.key(), "{}".getBytes(StandardCharsets.UTF_8));
    good.headers().forEach(bad.headers()::add);
    return bad;
  }

  /**
   * Delivers the records of one poll.
   *
   * @throws org.springframework.kafka.listener.BatchListenerFailedException for the first that
   *     could not be read
   */
  @SuppressWarnings("unchecked")
  public void poll(List<ConsumerRecord<byte[], byte[]>> records) {
    InputDestination input = context.getBean(InputDestination.class);
    EventMessages converter = new EventMessages();
    ProxyFactory listener =
        new ProxyFactory(
            (BatchMessageListener<Object, Object>)
                read ->
                    input.send(
                        converter.toMessage(List.copyOf(read), null, null, List.class),
                        read.get(0).topic()));
    listener.addAdvice(new DeliveringEvents(codec(), ObservationRegistry.NOOP, "test"));
    ((BatchMessageListener<byte[], byte[]>) listener.getProxy()).onMessage(records);
  }

  private static EventCodec codec() {
    return new EventCodec(URI.create("/test"));
  }

  @Override
  public void close() {
    context.close();
  }
}
