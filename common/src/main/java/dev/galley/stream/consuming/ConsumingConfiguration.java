package dev.galley.stream.consuming;

import dev.galley.stream.EventSender;
import dev.galley.stream.Receipts;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.ConsumerLag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binding.Bindable;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.binding.InputBindingLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

/** How every service's functions get their events. */
@AutoConfiguration
@EnableConfigurationProperties(ConsumingConfiguration.ConsumingProperties.class)
class ConsumingConfiguration {

  @Bean
  FailureHandling failureHandling(
      KafkaTemplate<byte[], byte[]> template,
      EventSender sender,
      EventCodec codec,
      ConsumerLag lag,
      ConsumersHealth consumersHealthIndicator,
      ObservationRegistry observations,
      MeterRegistry meters,
      ConsumingProperties properties,
      Clock clock) {
    return new FailureHandling(
        template,
        sender,
        codec,
        lag,
        consumersHealthIndicator,
        observations,
        meters,
        properties.step() == null ? null : new Receipts(properties.step(), clock),
        clock);
  }

  @Bean
  ConsumersHealth consumersHealthIndicator(ConsumerLag lag) {
    return new ConsumersHealth(lag);
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
  EventMessages eventMessages() {
    return new EventMessages();
  }

  /**
   * What a service's consumers do.
   *
   * @param step the step of a publication that fails when a record is given up, such as {@code
   *     page}; absent in a service whose failures are no step
   */
  @ConfigurationProperties("galley.consuming")
  record ConsumingProperties(@Nullable String step) {}
}
