package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ManagingWebhooksTests {

  private final InMemoryWebhooks stored = new InMemoryWebhooks();
  private final List<String> recorded = new ArrayList<>();

  private ManagingWebhooks managing(Webhooks webhooks) {
    return new ManagingWebhooks(
        webhooks,
        new TargetPolicy(false, List.of()),
        new SecretBox(new byte[32]),
        1,
        Duration.ofHours(24),
        (action, id, detail) -> recorded.add(action),
        new VirtualTime(Instant.parse("2017-11-03T12:00:00Z")));
  }

  private static WebhookRequest request() {
    return new WebhookRequest("https://subscriber.example/", null, Set.of(), Set.of(), Set.of());
  }

  @Test
  void holdsItsLimitAgainstAnotherInstanceThatAddsAtTheSameMoment() {
    ManagingWebhooks another = managing(stored);
    ManagingWebhooks one = managing(new OvertakenWebhooks(another));

    assertThatThrownBy(() -> one.create(request()))
        .isInstanceOf(ManagingWebhooks.TooManyWebhooks.class);

    assertThat(stored.all()).hasSize(1);
    assertThat(recorded).containsExactly("webhook-created", "webhook-created", "webhook-removed");
  }

  /** Those of an instance that counts before another one adds, and adds after it. */
  private final class OvertakenWebhooks implements Webhooks {

    private final ManagingWebhooks another;

    OvertakenWebhooks(ManagingWebhooks another) {
      this.another = another;
    }

    @Override
    public void add(Webhook webhook) {
      another.create(request());
      stored.add(webhook);
    }

    @Override
    public Optional<Webhook> find(String id) {
      return stored.find(id);
    }

    @Override
    public List<Webhook> all() {
      return stored.all();
    }

    @Override
    public Optional<Webhook> update(String id, UnaryOperator<Webhook> change) {
      return stored.update(id, change);
    }

    @Override
    public boolean remove(String id) {
      return stored.remove(id);
    }
  }
}
