package dev.galley.stream;

import dev.galley.event.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binding.Bindable;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.binding.InputBindingLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** The beans by which a service sends events and survives those that it receives. */
@AutoConfiguration
@EnableConfigurationProperties(TopicProperties.class)
class StreamConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventCodec eventCodec(@Value("${spring.application.name:galley}") String application) {
    return new EventCodec(URI.create("/" + application));
  }

  @Bean
  @ConditionalOnMissingBean
  Traces passedOnTraces() {
    return new PassedOnTraces();
  }

  @Bean(destroyMethod = "close")
  Producer<byte[], byte[]> eventProducer(KafkaProperties kafka) {
    return new KafkaProducer<>(
        producerSettings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  EventSender eventSender(Producer<byte[], byte[]> producer, EventCodec codec, Traces traces) {
    return new EventSender(producer, codec, traces);
  }

  @Bean(destroyMethod = "close")
  Admin kafkaAdminClient(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    // With the default, rebootstrap, an admin client spins as long as no broker answers.
    settings.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return Admin.create(settings);
  }

  @Bean
  TopicProvisioning topicProvisioning(Admin kafkaAdminClient, TopicProperties properties) {
    return new TopicProvisioning(
        kafkaAdminClient, new TopicDefinitions(properties).all(), properties.patience());
  }

  @Bean
  ConsumerLag consumerLag(Admin kafkaAdminClient, MeterRegistry meters) {
    return new ConsumerLag(kafkaAdminClient, meters);
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService consumerLagSchedule(ConsumerLag lag) {
    ScheduledExecutorService schedule =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "consumer-lag");
              thread.setDaemon(true);
              return thread;
            });
    long periodSeconds = Duration.ofSeconds(5).toSeconds();
    schedule.scheduleWithFixedDelay(lag, periodSeconds, periodSeconds, TimeUnit.SECONDS);
    return schedule;
  }

  @Bean
  FailureHandling failureHandling(
      KafkaProperties kafka,
      EventSender sender,
      EventCodec codec,
      ConsumerLag lag,
      ConsumersHealth consumersHealthIndicator,
      Traces traces,
      MeterRegistry meters,
      Clock clock) {
    return new FailureHandling(
        deadLetterTemplate(kafka),
        sender,
        codec,
        lag,
        consumersHealthIndicator,
        traces,
        meters,
        clock);
  }

  @Bean
  BrokerHealth brokerHealthIndicator(Admin kafkaAdminClient) {
    return new BrokerHealth(kafkaAdminClient);
  }

  @Bean
  ConsumersHealth consumersHealthIndicator(ConsumerLag lag) {
    return new ConsumersHealth(lag);
  }

  @Bean
  BackgroundGauges backgroundGauges(MeterRegistry meters) {
    return new BackgroundGauges(meters);
  }

  @Bean
  ComponentGauges componentGauges(HealthContributorRegistry contributors, BackgroundGauges gauges) {
    return new ComponentGauges(contributors, gauges);
  }

  @Bean
  KafkaClientMetrics eventProducerMetrics(Producer<byte[], byte[]> producer) {
    return new KafkaClientMetrics(producer);
  }

  /** In the place of Spring Cloud Stream's own bean, which has no switch for this. */
  @Bean
  static BeanPostProcessor bindingInTheBackground(ListableBeanFactory beans) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean.getClass() == InputBindingLifecycle.class
            ? new BackgroundBindings(
                beans.getBean(BindingService.class), beans.getBeansOfType(Bindable.class))
            : bean;
      }
    };
  }

  @Bean
  RecordBatches recordBatches() {
    return new RecordBatches();
  }

  @Bean
  EventBatches eventBatches(EventCodec codec, Traces traces) {
    return new EventBatches(codec, traces);
  }

  private static KafkaTemplate<byte[], byte[]> deadLetterTemplate(KafkaProperties kafka) {
    Map<String, Object> settings = producerSettings(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "dead-letters");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_DEAD_LETTER_BYTES);
    return new KafkaTemplate<>(
        new DefaultKafkaProducerFactory<>(
            settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  private static Map<String, Object> producerSettings(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A publication waits for its event; there is nothing to gain from a fuller batch.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    return settings;
  }
}
