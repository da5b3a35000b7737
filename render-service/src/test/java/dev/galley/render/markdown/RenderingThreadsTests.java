package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.galley.render.markdown.RenderingThreads.Busy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nobody waits for others longer than they want to. */
class RenderingThreadsTests {

  private static final Source SOURCE = new Source(Format.GFM, "*Hello*");
  private static final Duration LONG = Duration.ofMinutes(1);

  @AutoClose private final RenderingThreads drafts = new RenderingThreads("drafts", 1, 1);
  @AutoClose private final GuardedMarkdown markdown = MarkdownFixtures.markdown();
  private final CountDownLatch end = new CountDownLatch(1);

  private Thread hold() {
    return run(
        () -> {
          end.await();
          return true;
        });
  }

  private Thread run(Callable<Boolean> work) {
    Thread caller = new Thread(() -> drafts.call(work, LONG));
    caller.setDaemon(true);
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    return caller;
  }

  @Test
  void refusesAtOnceWhatGoesBeyondThoseThatWait() throws InterruptedException {
    Thread first = hold();
    Thread second = hold();

    assertThatExceptionOfType(Busy.class).isThrownBy(() -> drafts.call(() -> true, LONG));

    end.countDown();
    first.join();
    second.join();
    assertThat(drafts.call(() -> true, LONG)).isTrue();
  }

  @Test
  void neverBeginsWhatNobodyWaitsForAnyMore() throws InterruptedException {
    Thread first = hold();
    AtomicBoolean begun = new AtomicBoolean();

    assertThatExceptionOfType(Busy.class)
        .isThrownBy(() -> drafts.call(() -> begun.getAndSet(true), Duration.ofMillis(1)));
    // Its place is free again.
    Thread next = hold();
    end.countDown();

    first.join();
    next.join();
    assertThat(begun).isFalse();
  }

  @Test
  void rendersNoFurtherDocumentForSomebodyWhoIsGone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Fragment> rendered = new CompletableFuture<>();
    Thread caller =
        run(
            () -> {
              begun.countDown();
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              try {
                return rendered.complete(markdown.render(SOURCE));
              } catch (CancellationException e) {
                return rendered.completeExceptionally(e);
              }
            });
    begun.await();

    caller.interrupt();

    assertThat(rendered)
        .failsWithin(LONG)
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void draftsAndPublicationsDoNotWaitForEachOther() {
    hold();

    assertThat(markdown.render(SOURCE).html()).contains("<em>Hello</em>");
    end.countDown();
    markdown.close();
    assertThat(drafts.call(() -> markdown.render(SOURCE).html(), LONG)).contains("<em>Hello</em>");
  }

  @Test
  void tellsADraftThatIsNestedTooDeeply() {
    assertThatExceptionOfType(TooComplex.class)
        .isThrownBy(() -> drafts.call(() -> depth(0), LONG))
        .withMessageContaining("nested too deeply");
  }

  private static int depth(int depth) {
    return depth(depth + 1) + 1;
  }
}
