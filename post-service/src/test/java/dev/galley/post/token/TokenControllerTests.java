package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.post.audit.AuditFixtures;
import dev.galley.post.draft.WrongState;
import dev.galley.post.people.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;

class TokenControllerTests {

  @AutoClose private final TokenFixtures stored = new TokenFixtures();

  private TokenController controller(@Nullable String launcher) {
    return new TokenController(
        stored.tokens,
        stored.sessions,
        new KnownTokens(
            stored.tokens, stored.sessions, stored.people, stored.clock, launcher, Runnable::run),
        new MakingTokens(
            stored.tokens, stored.secrets, AuditFixtures.audit(stored.database()), stored.clock),
        AuditFixtures.audit(stored.database()),
        stored.clock);
  }

  private Token owner(String name, @Nullable Instant expiresAt) {
    Token token =
        new Token(Secrets.hash(name), name, Role.OWNER, stored.clock.instant(), expiresAt);
    stored.tokens.insert(token);
    return token;
  }

  private static void revoke(TokenController controller, Token token) {
    controller.revoke(token.id(), new MockHttpServletRequest());
  }

  @Test
  void keepsTheLastOwnersTokenWhereNobodyCouldMakeAnotherOne() {
    Token first = owner("first", null);
    Token second = owner("second", TokenFixtures.START.plus(Duration.ofDays(1)));
    TokenController controller = controller(null);
    stored.clock.pass(Duration.ofDays(1));

    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> revoke(controller, first));
    revoke(controller, second);
    revoke(controller, stored.token("editor", null));
    assertThat(stored.tokens.all()).containsExactly(first);

    owner("third", null);
    revoke(controller, first);
    assertThat(stored.tokens.all()).extracting(Token::name).containsExactly("third");
  }

  @Test
  void keepsOneOfTheLastTwoThatOwnersRevokeAtOnce() {
    Token first = owner("first", null);
    Token second = owner("second", null);

    assertThat(stored.tokens.letGo(first.id(), stored.clock.instant())).isTrue();
    assertThatExceptionOfType(WrongState.class)
        .as("while another instance is about to remove the other one")
        .isThrownBy(() -> revoke(controller(null), second));
    stored.tokens.remove(first.id());

    assertThat(stored.tokens.all()).containsExactly(second);
    owner("third", null);
    revoke(controller(null), second);
    assertThat(stored.tokens.all()).extracting(Token::name).containsExactly("third");
  }

  @Test
  void allowsALimitedNumberOfTokens() {
    for (int i = 0; i < 199; i++) {
      stored.token("token " + i, null);
    }
    TokenController controller = controller(null);

    create(controller, "last");
    assertThatExceptionOfType(ErrorResponseException.class)
        .isThrownBy(() -> create(controller, "one more"))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.CONFLICT));

    assertThat(stored.tokens.all()).hasSize(200);
  }

  private static void create(TokenController controller, String name) {
    controller.create(
        new TokenController.NewToken(name, Role.EDITOR, null), new MockHttpServletRequest());
  }

  @Test
  void listsTheLaunchersTokenAndEndsItsSessionsButNotItself() {
    TokenController controller = controller("glly_launcher");
    stored.session("cookie", Token.LOCAL);

    controller.revoke(Token.LOCAL, new MockHttpServletRequest());

    assertThat(stored.sessions.all()).isEmpty();
    assertThat(controller.list().items())
        .extracting(TokenController.TokenView::id)
        .containsExactly(Token.LOCAL);
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> controller.revoke(Token.LOCAL, new MockHttpServletRequest()))
        .withMessageContaining("ends with the process");
    assertThatExceptionOfType(ErrorResponseException.class)
        .as("where no launcher gave one")
        .isThrownBy(() -> controller(null).revoke(Token.LOCAL, new MockHttpServletRequest()))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND));
  }

  @Test
  void revokesAnyTokenWhereTheLauncherCanMakeAnotherOne() {
    Token only = owner("only", null);
    stored.session("cookie", only.id());

    revoke(controller("glly_launcher"), only);

    assertThat(stored.tokens.all()).isEmpty();
    assertThat(stored.sessions.all()).isEmpty();
  }
}
