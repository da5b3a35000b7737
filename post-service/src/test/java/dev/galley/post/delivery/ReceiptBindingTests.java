package dev.galley.post.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Topics;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.stream.Receipts;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.consuming.TestBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchListenerFailedException;

class ReceiptBindingTests {

  private final MongoStore store = new MongoStore();
  private final MongoFailures failures = new MongoFailures(store.database());
  private final List<String> changed = new ArrayList<>();
  private final RecordingReceipts recording =
      new RecordingReceipts(new MongoDeliveries(store.database()), failures, changed::add);
  private final TestBinding binding =
      new TestBinding("post-service", Functions.class, RecordingReceipts.class, recording);

  static class Functions {

    @Bean
    Consumer<List<Received<Receipt>>> receipts(RecordingReceipts recording) {
      return new DeliveryConfiguration().receipts(recording);
    }
  }

  @AfterEach
  void stop() {
    binding.close();
    store.close();
  }

  @Test
  void aFailedStepIsKeptAsAFailure() {
    Receipt receipt = failed();

    binding.poll(List.of(TestBinding.record(Topics.RECEIPTS, receipt)));

    assertThat(failures.list(10, null)).extracting(Failure::postId).containsOnly(receipt.postId());
    assertThat(changed).containsExactly(receipt.postId());
  }

  @Test
  void whatIsNoReceiptIsRefused() {
    var bad = TestBinding.bad(Topics.RECEIPTS, failed());

    assertThatExceptionOfType(BatchListenerFailedException.class)
        .isThrownBy(() -> binding.poll(List.of(bad)))
        .withCauseInstanceOf(BadEvent.class)
        .satisfies(failure -> assertThat(failure.getRecord()).isSameAs(bad));

    assertThat(failures.list(10, null)).isEmpty();
    assertThat(changed).isEmpty();
  }

  private static Receipt failed() {
    return new Receipts("page", PostFixtures.CLOCK)
        .of(
            PostFixtures.published(PostFixtures.draft("week-1")).publicHistory().event(),
            Outcome.FAILED,
            "It cannot be rendered");
  }
}
