package dev.galley.post.token;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.database.Places;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Makes API tokens, of machines and of people. */
final class MakingTokens {

  private final Tokens tokens;
  private final Secrets secrets;
  private final Audit audit;
  private final Clock clock;

  MakingTokens(Tokens tokens, Secrets secrets, Audit audit, Clock clock) {
    this.tokens = tokens;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param person whose it is; null for a machine's
   * @throws InvalidContent when the role is for no person
   * @throws ErrorResponseException with 409 when there are too many, or one has the name
   */
  Made make(TokenController.NewToken wish, @Nullable Person person, HttpServletRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (person != null && wish.role() == Role.MAILER) {
      throw InvalidContent.of("role", "is for machines: an owner makes their tokens");
    }
    String secret = secrets.next();
    Role role = person == null ? wish.role() : person.role().atMost(wish.role());
    Token token =
        new Token(
            Secrets.hash(secret),
            wish.name().strip(),
            person == null ? null : person.id(),
            role,
            now,
            null,
            wish.expiresInDays() == null ? null : now.plus(Duration.ofDays(wish.expiresInDays())));
    if (token.name().equals(Token.LOCAL) || !insert(token)) {
      throw Problems.refusal(
          HttpStatus.CONFLICT,
          "name-taken",
          "Another token has this name",
          "The history tells tokens apart by their names. Choose another one.");
    }
    audit.record(
        request,
        AuditAction.TOKEN_CREATED,
        token.id(),
        token.name() + ", " + token.role().wireName());
    return new Made(token, secret);
  }

  private boolean insert(Token token) {
    try {
      return tokens.insert(token);
    } catch (Places.Full full) {
      throw Problems.refusal(
          HttpStatus.CONFLICT,
          "too-many-tokens",
          "There are too many tokens",
          full.getMessage() + ". Revoke one that nobody uses.");
    }
  }

  /**
   * A token right after its creation.
   *
   * @param secret shown this once
   */
  record Made(Token token, String secret) {}
}
