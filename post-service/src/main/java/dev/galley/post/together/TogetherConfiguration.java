package dev.galley.post.together;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostSummary;
import dev.galley.post.database.Preparation;
import dev.galley.post.store.MongoPosts;
import dev.galley.post.store.PostObserver;
import dev.galley.post.watching.News;
import dev.galley.post.watching.Watchers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Notes, presence, and the stream that tells of both and of changes of the post. */
@Configuration(proxyBeanMethods = false)
class TogetherConfiguration {

  @Bean
  Notes notes(MongoDatabase database) {
    return new Notes(database);
  }

  @Bean
  Presence presence(MongoDatabase database, Clock clock) {
    return new Presence(database, clock);
  }

  @Bean
  Preparation togetherIndexes(Notes notes, Presence presence) {
    return () -> {
      notes.createIndexes();
      presence.createIndexes();
    };
  }

  /** On the store itself: the posts that tell of changes need the watchers to tell. */
  @Bean
  Watchers togetherWatchers(MongoPosts posts, Notes notes, Presence presence, JsonMapper json) {
    return new Watchers("together", postId -> news(postId, posts, notes, presence, json));
  }

  private static List<News> news(
      String postId, MongoPosts posts, Notes notes, Presence presence, JsonMapper json) {
    List<News> news = new ArrayList<>();
    for (PostSummary post : posts.summaries(Set.of(postId))) {
      news.add(news("post", Map.of("revision", post.revision()), json));
    }
    news.add(news("people", Map.of("items", presence.of(postId)), json));
    news.add(news("notes", Map.of("tag", Integer.toHexString(notes.tag(postId))), json));
    return news;
  }

  private static News news(String event, Map<String, ?> state, JsonMapper json) {
    return new News(event, event, json.writeValueAsString(state));
  }

  @Bean
  PostObserver openPosts(Watchers togetherWatchers, Notes notes) {
    return new PostObserver() {
      @Override
      public void stored(Post post, Change change) {
        togetherWatchers.changed(post.id());
      }

      @Override
      public void purged(String postId) {
        notes.erase(postId);
      }
    };
  }
}
