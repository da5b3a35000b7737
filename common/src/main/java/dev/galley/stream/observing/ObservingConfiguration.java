package dev.galley.stream.observing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationHandler;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/** Health and measures of what is carried; without a collector, traces that are passed on. */
@AutoConfiguration
class ObservingConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Traces passedOnTraces() {
    return Traces.passedOn();
  }

  @Bean
  ObservationHandler<?> tracingObservationHandler(Traces traces) {
    return traces.handler();
  }

  @Bean
  ConsumerLag consumerLag(Admin kafkaAdminClient, BackgroundGauges gauges) {
    return new ConsumerLag(kafkaAdminClient, gauges);
  }

  @Bean
  BrokerHealth brokerHealthIndicator(Admin kafkaAdminClient) {
    return new BrokerHealth(kafkaAdminClient);
  }

  @Bean
  BackgroundGauges backgroundGauges(MeterRegistry meters) {
    return new BackgroundGauges(meters);
  }

  @Bean
  ComponentGauges componentGauges(HealthContributorRegistry contributors, BackgroundGauges gauges) {
    return new ComponentGauges(contributors, gauges);
  }
}
