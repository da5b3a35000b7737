package dev.galley.post.token;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.galley.post.draft.WrongState;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens over HTTP; for owners, except one's own. */
@RestController
@RequestMapping("/api/tokens")
class TokenController {

  private final Tokens tokens;
  private final KnownTokens known;
  private final Secrets secrets;
  private final Clock clock;

  TokenController(Tokens tokens, KnownTokens known, Secrets secrets, Clock clock) {
    this.tokens = tokens;
    this.known = known;
    this.secrets = secrets;
    this.clock = clock;
  }

  @GetMapping("/current")
  Current current(@AuthenticationPrincipal Token token) {
    return new Current(token.id(), token.name(), token.role());
  }

  @GetMapping
  TokenList list() {
    return new TokenList(
        tokens.all().stream()
            .sorted(Comparator.comparing(Token::createdAt))
            .map(TokenView::of)
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CreatedToken create(@RequestBody @Valid NewToken wish) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = secrets.next();
    Token token =
        new Token(
            Secrets.hash(secret),
            wish.name(),
            wish.role(),
            false,
            now,
            null,
            wish.expiresInDays() == null ? null : now.plus(Duration.ofDays(wish.expiresInDays())),
            null);
    tokens.insert(token);
    return new CreatedToken(TokenView.of(token), secret);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> revoke(@PathVariable String id) {
    List<Token> all = tokens.all();
    if (all.stream().filter(TokenController::isOwners).allMatch(token -> token.id().equals(id))
        && all.stream().anyMatch(token -> token.id().equals(id))) {
      throw new WrongState("This is the last owner's token: create another one first.");
    }
    if (!tokens.remove(id)) {
      throw new ErrorResponseException(
          HttpStatus.NOT_FOUND,
          Problems.of(
              HttpStatus.NOT_FOUND,
              "token-not-found",
              "There is no such token",
              "It may be revoked already."),
          null);
    }
    known.forget();
    return ResponseEntity.noContent().build();
  }

  private static boolean isOwners(Token token) {
    return token.role() == Role.OWNER && !token.session();
  }

  record Current(String id, String name, Role role) {}

  record TokenList(List<TokenView> items) {}

  /**
   * A token to create.
   *
   * @param expiresInDays null for a token that does not expire
   */
  record NewToken(
      @NotBlank @Size(max = 100) @OneLine String name,
      @NotNull Role role,
      @Min(1) @Max(3650) @Nullable Integer expiresInDays) {}

  /** A token without its secret. */
  record TokenView(
      String id,
      String name,
      Role role,
      boolean session,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant expiresAt) {

    static TokenView of(Token token) {
      return new TokenView(
          token.id(),
          token.name(),
          token.role(),
          token.session(),
          token.createdAt(),
          token.lastUsedAt(),
          token.expiresAt());
    }
  }

  /**
   * A token right after its creation.
   *
   * @param token the secret, shown this once
   */
  record CreatedToken(@JsonUnwrapped TokenView view, String token) {}
}
