package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import dev.galley.event.PageRendered;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshingPagesTests {

  private static final List<String> START = List.of(PostFixtures.idOf("start"));

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @BeforeEach
  void makeAPageStale() {
    world.publish(post("contact").body("First.").published());
    world.publish(post("start").template("<%= include_snip 'contact' %>").published());
    world.publish(post("contact").revision(2).body("Second.").published());
    world.producer.clear();
  }

  @Test
  void tellLaterOfWhatTheBrokerDidNotTake() {
    world.producer.sendException = new TimeoutException("no broker");
    assertThatThrownBy(() -> world.refreshing.refresh(START)).isInstanceOf(KafkaException.class);
    world.producer.sendException = null;

    world.refreshing.refresh(List.of());

    assertThat(world.sent(Topics.PAGES, PageRendered.class))
        .singleElement()
        .extracting(PageRendered::html)
        .asString()
        .contains("Second.");
  }

  @Test
  void goOnFromWhatAnotherInstanceWroteAndToldNobody() {
    world
        .collection("pages")
        .updateOne(new Document("_id", START.get(0)), Updates.inc("version", 1L));

    world.refreshing.refresh(START);

    PageEntry entry = world.index.live("start").orElseThrow();
    assertThat(entry.version()).isEqualTo(3);
    assertThat(PageWorld.html(world.live, entry)).contains("Second.");
  }

  @Test
  void leaveWhatAnotherInstanceHasRefreshed() {
    world
        .collection("pages")
        .updateOne(
            new Document("_id", START.get(0)),
            Updates.combine(Updates.inc("version", 1L), Updates.set("uses.post:contact", 2L)));
    world.commands.clear();

    world.refreshing.refresh(START);

    assertThat(world.commands).containsExactly("find");
    assertThat(world.index.entries()).noneMatch(world.index::isStale);
  }

  @Test
  void giveUpAnEventThatIsTooLarge() {
    world.producer.sendException = new RecordTooLargeException("too large");
    world.refreshing.refresh(START);
    world.producer.sendException = null;

    world.refreshing.refresh(List.of());

    assertThat(world.producer.history()).isEmpty();
  }
}
