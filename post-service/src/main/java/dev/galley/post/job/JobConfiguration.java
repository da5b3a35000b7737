package dev.galley.post.job;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.schedule.PollingWorker;
import dev.galley.post.schedule.StoreClock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of long work. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * Long work.
   *
   * @param lease how long a job stands still after its instance was killed
   */
  @ConfigurationProperties("galley.jobs")
  record JobProperties(@DefaultValue("30s") Duration lease) {}

  @Bean
  Jobs jobs(MongoDatabase database, StoreClock storeClock, JobProperties properties) {
    return new Jobs(database, storeClock, properties.lease());
  }

  @Bean
  Preparation jobIndexes(Jobs jobs) {
    return jobs::createIndexes;
  }

  @Bean
  TakingSteps takingSteps(
      MongoDatabase database, Jobs jobs, List<JobKind> kinds, StoreClock storeClock) {
    DueDocuments due = new DueDocuments(database.getCollection(Jobs.JOBS), Jobs.DUE);
    return new TakingSteps(jobs, JobKind.byName(kinds), due, storeClock);
  }

  @Bean
  PollingWorker jobWorker(TakingSteps work) {
    return new PollingWorker("jobs", work::run, INTERVAL);
  }
}
