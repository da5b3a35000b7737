package dev.galley.post.asset;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.content.Posts;
import dev.galley.post.store.Preparation;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of stored files. */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration {

  @Bean
  Assets assets(MongoDatabase database, AssetProperties properties, Clock clock) {
    return new Assets(database, new AssetFolder(properties.assets()), clock);
  }

  @Bean
  Preparation preparedAssets(Assets assets) {
    return assets::createIndexes;
  }

  @Bean
  AssetUse assetUse(Posts posts) {
    return new AssetUse(posts);
  }
}
