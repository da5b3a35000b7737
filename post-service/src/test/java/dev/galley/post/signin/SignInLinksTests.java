package dev.galley.post.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;

class SignInLinksTests {

  @AutoClose private final SignInFixtures stored = new SignInFixtures();

  private String link() {
    return stored.links.forToken("1").getTokenValue();
  }

  private static OneTimeToken use(SignInLinks links, String secret) {
    return links.consume(new OneTimeTokenAuthenticationToken(secret));
  }

  @Test
  void isGoodOnceAndStoredHashed() {
    String secret = link();
    assertThat(stored.database().getCollection("signInLinks").find().map(Document::toJson))
        .singleElement()
        .satisfies(json -> assertThat(json).doesNotContain(secret.substring(12)));

    assertThat(use(stored.links, secret).getUsername()).isEqualTo("1");
    assertThat(use(stored.links, secret)).isNull();
  }

  @Test
  void isGoodForMinutes() {
    String secret = link();

    stored.clock.pass(Duration.ofMinutes(10));

    assertThat(use(stored.links, secret)).isNull();
  }

  @Test
  void goesToOneOfManyWhoUseItAtOnce() throws Exception {
    int many = 8;
    String secret = link();
    SignInLinks otherInstance = stored.links();
    CyclicBarrier together = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      List<Future<OneTimeToken>> uses = new ArrayList<>();
      for (int number = 0; number < many; number++) {
        SignInLinks instance = number % 2 == 0 ? stored.links : otherInstance;
        uses.add(
            threads.submit(
                () -> {
                  together.await();
                  return use(instance, secret);
                }));
      }
      int good = 0;
      for (Future<OneTimeToken> use : uses) {
        good += use.get() == null ? 0 : 1;
      }
      assertThat(good).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsTheNewestAlone() {
    String first = link();
    List<String> more = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      stored.clock.pass(Duration.ofSeconds(1));
      more.add(link());
    }

    assertThat(use(stored.links, first)).isNull();
    assertThat(more).allSatisfy(secret -> assertThat(use(stored.links, secret)).isNotNull());
  }
}
