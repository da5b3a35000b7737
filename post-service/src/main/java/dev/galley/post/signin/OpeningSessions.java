package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.Who;
import dev.galley.post.people.Role;
import dev.galley.post.token.BrowserCookie;
import dev.galley.post.token.Refusals;
import dev.galley.post.token.SignedIn;
import dev.galley.post.token.WrongSecrets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Opens the session of a browser and answers with its cookie. */
public final class OpeningSessions {

  private final SigningIn signingIn;
  private final BrowserCookie cookie;
  private final WrongSecrets failures;
  private final Audit audit;

  OpeningSessions(SigningIn signingIn, BrowserCookie cookie, WrongSecrets failures, Audit audit) {
    this.signingIn = signingIn;
    this.cookie = cookie;
    this.failures = failures;
    this.audit = audit;
  }

  /**
   * Signs somebody in who has shown who they are.
   *
   * @param means by which they have, for the audit: {@code by a passkey}
   * @return empty when the person is no longer there
   */
  public Optional<ResponseEntity<WhoSignedIn>> open(
      String personId, String means, HttpServletRequest request) {
    return signingIn.openFor(personId).map(session -> answer(session, means, request));
  }

  /** Counts somebody who could not show it, as wrong tokens are counted. */
  public ResponseEntity<?> refuse(HttpServletRequest request) {
    return failures
        .note(request, AuditAction.SIGN_IN_FAILED)
        .<ResponseEntity<?>>map(Refusals::tooOften)
        .orElseGet(
            () ->
                ResponseEntity.status(401)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .body(Refusals.unauthorized()));
  }

  /**
   * Counts somebody who came by another way and is let in by none.
   *
   * @param detail why, for the audit
   */
  public void note(HttpServletRequest request, String detail) {
    failures.note(request, AuditAction.SIGN_IN_FAILED, detail);
  }

  /** Answers a page of another site. */
  public ResponseEntity<?> refuseForeign() {
    return ResponseEntity.status(403).body(Refusals.foreign());
  }

  ResponseEntity<WhoSignedIn> answer(
      SigningIn.Opened session, String means, HttpServletRequest request) {
    SignedIn.User user = session.user();
    cookie.read(request).ifPresent(signingIn::close);
    Who who = user.who();
    audit.record(request, who, AuditAction.SIGNED_IN, null, means);
    for (String ended : session.ended()) {
      audit.record(request, who, AuditAction.SESSION_ENDED, ended, "the oldest of too many");
    }
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE, cookie.with(session.secret(), session.lifetime()).toString())
        .body(new WhoSignedIn(user.getName(), user.role()));
  }

  /** Whose rights the session has. */
  public record WhoSignedIn(String name, Role role) {}
}
