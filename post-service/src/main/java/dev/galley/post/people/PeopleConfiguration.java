package dev.galley.post.people;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The people and what they need of the store. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

  @Bean
  People people(MongoDatabase database, ApplicationEventPublisher events, Clock clock) {
    return new People(database, events, clock);
  }

  @Bean
  Preparation peopleIndexes(People people) {
    return people::createIndexes;
  }
}
