package dev.galley.post.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.draft.WrongState;
import dev.galley.post.people.PersonView;
import dev.galley.post.people.Role;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Tokens and their sessions over HTTP; for owners, except one's own. */
@RestController
@RequestMapping("/api/tokens")
class TokenController {

  private final Tokens tokens;
  private final Sessions sessions;
  private final KnownTokens known;
  private final MakingTokens making;
  private final Audit audit;
  private final Clock clock;

  TokenController(
      Tokens tokens,
      Sessions sessions,
      KnownTokens known,
      MakingTokens making,
      Audit audit,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.known = known;
    this.making = making;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/current")
  Current current(@AuthenticationPrincipal SignedIn.User user) {
    return new Current(
        user.who().id(),
        user.getName(),
        user.role(),
        user.person() == null ? null : PersonView.whole(user.person()));
  }

  @GetMapping
  TokenList list() {
    Instant now = clock.instant();
    Map<String, List<SessionView>> open =
        sessions.all().stream()
            .filter(session -> session.tokenId() != null && !session.isExpired(now))
            .collect(
                Collectors.groupingBy(
                    session -> Objects.requireNonNull(session.tokenId()),
                    Collectors.mapping(SessionView::of, Collectors.toList())));
    return new TokenList(
        Stream.concat(known.byId(Token.LOCAL).stream(), tokens.all().stream())
            .sorted(Comparator.comparing(Token::createdAt))
            .map(token -> TokenView.of(token, open.getOrDefault(token.id(), List.of())))
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CreatedToken create(@RequestBody @Valid NewToken wish, HttpServletRequest request) {
    return CreatedToken.of(making.make(wish, null, request));
  }

  /** Ends a token with its sessions, or one session, or those of whoever started the service. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> revoke(@PathVariable String id, HttpServletRequest request) {
    Optional<Token> token = tokens.find(id);
    if (token.isPresent()) {
      revoke(token.get(), request);
    } else {
      endSessions(id, request);
    }
    known.forget();
    return ResponseEntity.noContent().build();
  }

  private void revoke(Token token, HttpServletRequest request) {
    if (token.personId() == null && token.role() == Role.OWNER && !mayGo(token)) {
      throw new WrongState("This is the last owner's token: create another one first.");
    }
    if (tokens.remove(token.id())) {
      sessions.removeOf(token.id());
      audit.record(request, AuditAction.TOKEN_REVOKED, token.id(), token.name());
    }
  }

  /** Whoever starts the service can always make tokens. */
  private boolean mayGo(Token owner) {
    return known.byId(Token.LOCAL).isPresent() || tokens.letGo(owner.id(), clock.instant());
  }

  private void endSessions(String id, HttpServletRequest request) {
    boolean ended = id.equals(Token.LOCAL) ? sessions.removeOf(id) > 0 : sessions.remove(id);
    if (!ended && known.byId(id).isPresent()) {
      throw new WrongState(
          "It ends with the process that Galley was started by; nobody is signed in with it.");
    }
    if (!ended) {
      throw problem(
          HttpStatus.NOT_FOUND,
          "token-not-found",
          "There is no such token",
          "It may be revoked already.");
    }
    audit.record(request, AuditAction.SESSION_ENDED, id, null);
  }

  private static ErrorResponseException problem(
      HttpStatus status, String name, String title, String detail) {
    return new ErrorResponseException(status, Problems.of(status, name, title, detail), null);
  }

  /**
   * Whoever asks.
   *
   * @param id of the token; of the person who needed none
   * @param name of the person, or of a machine's token
   * @param person null for a machine
   */
  record Current(String id, String name, Role role, @Nullable PersonView person) {}

  record TokenList(List<TokenView> items) {}

  /**
   * A token to create.
   *
   * @param name no other token may have it
   * @param expiresInDays null for a token that does not expire
   */
  record NewToken(
      @NotBlank @Size(max = 100) @OneLine String name,
      @NotNull Role role,
      @Min(1) @Max(3650) @Nullable Integer expiresInDays) {}

  /**
   * A token without its secret.
   *
   * @param personId whose it is, who sets a limit to its role; absent for a machine's
   * @param sessions of browsers that are signed in with it, the oldest first
   */
  record TokenView(
      String id,
      String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String personId,
      Role role,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant expiresAt,
      List<SessionView> sessions) {

    static TokenView of(Token token, List<SessionView> sessions) {
      return new TokenView(
          token.id(),
          token.name(),
          token.personId(),
          token.role(),
          token.createdAt(),
          token.lastUsedAt(),
          token.expiresAt(),
          sessions);
    }
  }

  /** A signed-in browser. */
  record SessionView(
      String id, Instant createdAt, @Nullable Instant lastUsedAt, Instant expiresAt) {

    static SessionView of(Session session) {
      return new SessionView(
          session.id(), session.createdAt(), session.lastUsedAt(), session.expiresAt());
    }
  }

  /**
   * A token right after its creation.
   *
   * @param token the secret, shown this once
   */
  record CreatedToken(@JsonUnwrapped TokenView view, String token) {

    static CreatedToken of(MakingTokens.Made made) {
      return new CreatedToken(TokenView.of(made.token(), List.of()), made.secret());
    }
  }
}
