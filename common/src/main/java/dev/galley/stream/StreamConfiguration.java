package dev.galley.stream;

import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.BrokerAdmin;
import dev.galley.stream.observing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** The beans by which a service sends events, and the topics they go to. */
@AutoConfiguration
@EnableConfigurationProperties(TopicProperties.class)
class StreamConfiguration {

  private static final Logger log = LoggerFactory.getLogger(StreamConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventCodec eventCodec(@Value("${spring.application.name:galley}") String application) {
    return new EventCodec(URI.create("/" + application));
  }

  /** One producer for all that a service sends; Spring closes it with its factory. */
  @Bean
  ProducerFactory<byte[], byte[]> producerFactory(KafkaProperties kafka, MeterRegistry meters) {
    Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A publication waits for its event; there is nothing to gain from a fuller batch.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Kafka's 16 kB are full with a handful of posts, however many wait.
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    // Dead letters too; how large an event may be is the sender's to say.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_DEAD_LETTER_BYTES);
    DefaultKafkaProducerFactory<byte[], byte[]> producers =
        new DefaultKafkaProducerFactory<>(
            settings, new ByteArraySerializer(), new ByteArraySerializer());
    producers.addListener(new Measured(meters));
    return producers;
  }

  /** Spring's own listener adds a label to each measure. */
  private static final class Measured implements ProducerFactory.Listener<byte[], byte[]> {

    private final Map<String, KafkaClientMetrics> measures = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    Measured(MeterRegistry meters) {
      this.meters = meters;
    }

    @Override
    public void producerAdded(String id, Producer<byte[], byte[]> producer) {
      KafkaClientMetrics added = new KafkaClientMetrics(producer);
      added.bindTo(meters);
      measures.put(id, added);
    }

    @Override
    public void producerRemoved(String id, Producer<byte[], byte[]> producer) {
      KafkaClientMetrics removed = measures.remove(id);
      if (removed != null) {
        removed.close();
      }
    }
  }

  /** For those who need more than {@link EventSender}: dead letters. */
  @Bean
  KafkaTemplate<byte[], byte[]> kafkaTemplate(ProducerFactory<byte[], byte[]> producers) {
    return new KafkaTemplate<>(producers);
  }

  @Bean
  EventSender eventSender(
      ProducerFactory<byte[], byte[]> producers, EventCodec codec, Traces traces) {
    try {
      // Now rather than with the first event.
      producers.createProducer();
    } catch (KafkaException e) {
      log.warn("No event leaves yet: {}", Failure.reason(e));
    }
    return new EventSender(producers::createProducer, codec, traces::current);
  }

  @Bean
  TopicProvisioning topicProvisioning(
      BrokerAdmin admin, ObjectProvider<ServiceTopics> topics, TopicProperties properties) {
    TopicSettings settings = new TopicSettings(properties);
    return new TopicProvisioning(
        admin::get,
        topics.stream().flatMap(declared -> declared.with(settings).stream()).toList(),
        properties.patience());
  }
}
