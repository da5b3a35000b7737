package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.token.BrowserCookie;
import dev.galley.post.token.KnownTokens;
import dev.galley.post.token.Refusals;
import dev.galley.post.token.SignedIn;
import dev.galley.web.Credentials;
import dev.galley.web.Problems;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
  private final BrowserCookie cookie;
  private final OpeningSessions opening;
  private final SignInMails mails;
  private final SignInProvider provider;
  private final Audit audit;

  SessionController(
      SigningIn signingIn,
      KnownTokens known,
      BrowserCookie cookie,
      OpeningSessions opening,
      SignInMails mails,
      SignInProvider provider,
      Audit audit) {
    this.signingIn = signingIn;
    this.known = known;
    this.cookie = cookie;
    this.opening = opening;
    this.mails = mails;
    this.provider = provider;
    this.audit = audit;
  }

  /** For a page that asks somebody to sign in. */
  @SecurityRequirements
  @GetMapping
  WaysIn waysIn() {
    return new WaysIn(mails.areSent(), provider.name());
  }

  @SecurityRequirements
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OpeningSessions.WhoSignedIn.class)))
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
        .<ResponseEntity<?>>map(session -> opening.answer(session, means(wish), request))
        .orElseGet(() -> opening.refuse(request));
  }

  private static String means(SignIn wish) {
    return SigningIn.isLink(wish.token()) ? "by a link" : "by a token";
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
   * How one can sign in here, beside a token or a link.
   *
   * @param mail whether a link is sent to whoever asks
   * @param provider the name of who else vouches for people; null for nobody
   */
  record WaysIn(boolean mail, @Nullable String provider) {}

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
}
