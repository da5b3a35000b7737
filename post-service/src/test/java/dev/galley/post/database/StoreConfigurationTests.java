package dev.galley.post.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StoreConfigurationTests {

  @Test
  void basesAWriteOnlyOnWhatCannotBeRolledBackWhateverTheUriSays() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MongoAutoConfiguration.class))
        .withBean(
            MongoClientSettingsBuilderCustomizer.class,
            () ->
                new StoreConfiguration()
                    .durableWrites(new StoreProperties("posts", Duration.ofSeconds(5))))
        .withPropertyValues(
            "spring.mongodb.uri=mongodb://127.0.0.1:1/"
                + "?w=1&journal=false&readConcernLevel=local&readPreference=secondary")
        .run(
            context -> {
              MongoClient client = context.getBean(MongoClient.class);
              assertThat(client.getWriteConcern().getWString()).isEqualTo("majority");
              assertThat(client.getWriteConcern().getJournal()).isTrue();
              assertThat(client.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
              assertThat(client.getReadPreference()).isEqualTo(ReadPreference.primary());
            });
  }
}
