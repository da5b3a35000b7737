package dev.galley.post.passkey;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Passkeys and what they need of the store. */
@Configuration(proxyBeanMethods = false)
class PasskeyConfiguration {

  @Bean
  StoredPasskeys storedPasskeys(MongoDatabase database) {
    return new StoredPasskeys(database);
  }

  @Bean
  Challenges challenges(MongoDatabase database, Clock clock) {
    return new Challenges(database, clock);
  }

  @Bean
  Passkeys passkeys(
      SiteProperties site, StoredPasskeys stored, Challenges challenges, People people) {
    return new Passkeys(site, stored, challenges, people);
  }

  @Bean
  Preparation passkeyIndexes(StoredPasskeys stored, Challenges challenges) {
    return () -> {
      stored.createIndexes();
      challenges.createIndexes();
    };
  }
}
