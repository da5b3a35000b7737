package dev.galley.stream;

import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.Traces;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
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

  private static final Duration PATIENCE_AT_STOP = Duration.ofMillis(500);

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
  ProducerFactory<byte[], byte[]> producerFactory(KafkaProperties kafka) {
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
    return new DefaultKafkaProducerFactory<>(
        settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** For those who need more than {@link EventSender}: dead letters. */
  @Bean
  KafkaTemplate<byte[], byte[]> kafkaTemplate(ProducerFactory<byte[], byte[]> producers) {
    return new KafkaTemplate<>(producers);
  }

  @Bean
  Producer<byte[], byte[]> eventProducer(ProducerFactory<byte[], byte[]> producers) {
    return producers.createProducer();
  }

  @Bean
  EventSender eventSender(Producer<byte[], byte[]> producer, EventCodec codec, Traces traces) {
    return new EventSender(producer, codec, traces::current);
  }

  /** By itself it would wait, at the end, for answers that a broker which is away still owes. */
  @Bean
  DisposableBean kafkaAdminClose(Admin kafkaAdminClient) {
    return () -> kafkaAdminClient.close(PATIENCE_AT_STOP);
  }

  @Bean(destroyMethod = "")
  Admin kafkaAdminClient(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    // With the default, rebootstrap, an admin client spins as long as no broker answers.
    settings.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return Admin.create(settings);
  }

  @Bean
  TopicProvisioning topicProvisioning(
      Admin kafkaAdminClient, ObjectProvider<ServiceTopics> topics, TopicProperties properties) {
    TopicSettings settings = new TopicSettings(properties);
    return new TopicProvisioning(
        kafkaAdminClient,
        topics.stream().flatMap(declared -> declared.with(settings).stream()).toList(),
        properties.patience());
  }

  @Bean
  KafkaClientMetrics eventProducerMetrics(Producer<byte[], byte[]> producer) {
    return new KafkaClientMetrics(producer);
  }
}
