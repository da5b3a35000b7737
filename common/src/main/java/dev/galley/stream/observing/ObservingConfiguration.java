package dev.galley.stream.observing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationHandler;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
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
  BrokerAdmin brokerAdmin(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    // With the default, rebootstrap, an admin client spins as long as no broker answers.
    settings.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return new BrokerAdmin(settings);
  }

  @Bean
  ConsumerLag consumerLag(BrokerAdmin admin, BackgroundGauges gauges) {
    return new ConsumerLag(admin::get, gauges);
  }

  @Bean
  BrokerHealth brokerHealthIndicator(BrokerAdmin admin) {
    return new BrokerHealth(admin::get);
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
