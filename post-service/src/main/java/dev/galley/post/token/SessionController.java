package dev.galley.post.token;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.Who;
import dev.galley.post.people.Role;
import dev.galley.web.Credentials;
import dev.galley.web.FailedLogins;
import dev.galley.web.Problems;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out with a browser. */
@RestController
@RequestMapping("/api/session")
class SessionController {

  private final SigningIn signingIn;
  private final KnownTokens known;
  private final SessionCookie cookie;
  private final WrongSecrets failures;
  private final Audit audit;

  SessionController(
      SigningIn signingIn,
      KnownTokens known,
      SessionCookie cookie,
      WrongSecrets failures,
      Audit audit) {
    this.signingIn = signingIn;
    this.known = known;
    this.cookie = cookie;
    this.failures = failures;
    this.audit = audit;
  }

  @SecurityRequirements
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WhoSignedIn.class)))
  @PostMapping
  ResponseEntity<?> signIn(@RequestBody @Valid SignIn wish, HttpServletRequest request) {
    if (Credentials.isForeign(request)) {
      return problem(Refusals.foreign());
    }
    Optional<SignedIn.User> before = cookie.read(request).flatMap(known::findSession);
    if (before.isPresent() && SigningIn.isLink(wish.token()) && !wish.replaces()) {
      return problem(alreadySignedIn(before.get()));
    }
    return signingIn
        .open(wish.token())
        .<ResponseEntity<?>>map(session -> signedIn(session, request))
        .orElseGet(() -> refused(request));
  }

  private ResponseEntity<WhoSignedIn> signedIn(
      SigningIn.Opened session, HttpServletRequest request) {
    SignedIn.User user = session.user();
    cookie.read(request).ifPresent(signingIn::close);
    Who who = user.who();
    audit.record(request, who, AuditAction.SIGNED_IN, null, null);
    for (String ended : session.ended()) {
      audit.record(request, who, AuditAction.SESSION_ENDED, ended, "the oldest of too many");
    }
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE, cookie.with(session.secret(), session.lifetime()).toString())
        .body(new WhoSignedIn(user.getName(), user.role()));
  }

  private ResponseEntity<ProblemDetail> refused(HttpServletRequest request) {
    Optional<Duration> wait = failures.note(request, AuditAction.SIGN_IN_FAILED);
    return wait.isPresent()
        ? ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
            .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1))
            .body(FailedLogins.problem())
        : ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .body(Refusals.unauthorized());
  }

  /** A page of another site can lead a browser to a link; the person there has to say so. */
  private static ProblemDetail alreadySignedIn(SignedIn.User user) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.CONFLICT,
            "already-signed-in",
            "Somebody is signed in already",
            "Ask the person; with \"replace\": true the link takes the place of the session.");
    problem.setProperty("name", user.getName());
    problem.setProperty("role", user.role());
    return problem;
  }

  private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus()).body(problem);
  }

  @SecurityRequirements
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<?> signOut(HttpServletRequest request) {
    Optional<String> secret = cookie.read(request);
    if (secret.isPresent() && !Credentials.cookiesCount(request)) {
      return problem(Refusals.foreign());
    }
    secret
        .flatMap(known::findSession)
        .ifPresent(user -> audit.record(request, AuditAction.SIGNED_OUT, null, null));
    secret.ifPresent(signingIn::close);
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie.removed().toString())
        .build();
  }

  /**
   * What is shown to sign in.
   *
   * @param token an API token, or a sign-in link's, which is good once
   * @param replace whether a link may take the place of a session; absent for no
   */
  record SignIn(@NotBlank @Size(max = 200) String token, @Nullable Boolean replace) {

    boolean replaces() {
      return Boolean.TRUE.equals(replace);
    }

    @Override
    public String toString() {
      return "SignIn";
    }
  }

  /** Whose rights the session has. */
  record WhoSignedIn(String name, Role role) {}
}
