package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.token.KnownTokens;
import dev.galley.post.token.Session;
import dev.galley.post.token.Sessions;
import dev.galley.post.token.SignedIn;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of a person: one's own, and for owners those of others. */
@RestController
@RequestMapping("/api/people")
class OwnSessionsController {

  private final Sessions sessions;
  private final SignInLinks links;
  private final KnownTokens known;
  private final Audit audit;
  private final Clock clock;

  OwnSessionsController(
      Sessions sessions, SignInLinks links, KnownTokens known, Audit audit, Clock clock) {
    this.sessions = sessions;
    this.links = links;
    this.known = known;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/me/sessions")
  SessionList ownSessions(@AuthenticationPrincipal SignedIn.User user) {
    return sessionsOf(user.self().id(), user.sessionId());
  }

  @GetMapping("/{id}/sessions")
  SessionList sessions(@PathVariable String id) {
    return sessionsOf(id, null);
  }

  private SessionList sessionsOf(String personId, @Nullable String current) {
    Instant now = clock.instant();
    return new SessionList(
        sessions.ofPerson(personId).stream()
            .filter(session -> !session.isExpired(now))
            .map(session -> OwnSession.of(session, session.id().equals(current)))
            .toList());
  }

  /** Everywhere, here included. */
  @DeleteMapping("/me/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOwnSessions(@AuthenticationPrincipal SignedIn.User user, HttpServletRequest request) {
    endAll(user.self().id(), request);
  }

  @DeleteMapping("/{id}/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSessions(@PathVariable String id, HttpServletRequest request) {
    endAll(id, request);
  }

  private void endAll(String personId, HttpServletRequest request) {
    // First what could open another one.
    links.removeOfPerson(personId);
    long ended = sessions.removeOfPerson(personId);
    known.forget();
    audit.record(request, AuditAction.SESSION_ENDED, personId, "all of a person, " + ended);
  }

  @DeleteMapping("/me/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOwnSession(
      @AuthenticationPrincipal SignedIn.User user,
      @PathVariable String id,
      HttpServletRequest request) {
    String self = user.self().id();
    if (sessions.find(id).filter(session -> self.equals(session.personId())).isEmpty()
        || !sessions.remove(id)) {
      throw missing();
    }
    known.forget();
    audit.record(request, AuditAction.SESSION_ENDED, id, null);
  }

  private static RuntimeException missing() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "session-not-found",
        "There is no such session",
        "It may have ended already.");
  }

  record SessionList(List<OwnSession> items) {}

  /**
   * A signed-in browser.
   *
   * @param current whether it is the one that asks
   */
  record OwnSession(
      String id,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      Instant expiresAt,
      boolean current) {

    static OwnSession of(Session session, boolean current) {
      return new OwnSession(
          session.id(), session.createdAt(), session.lastUsedAt(), session.expiresAt(), current);
    }
  }
}
