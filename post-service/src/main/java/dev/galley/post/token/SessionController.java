package dev.galley.post.token;

import dev.galley.web.FailedLogins;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
  private final SessionCookie cookie;
  private final FailedLogins failures;

  SessionController(SigningIn signingIn, SessionCookie cookie, FailedLogins failures) {
    this.signingIn = signingIn;
    this.cookie = cookie;
    this.failures = failures;
  }

  @SecurityRequirements
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SignedIn.class)))
  @PostMapping
  ResponseEntity<?> signIn(@RequestBody @Valid SignIn signIn, HttpServletRequest request) {
    Optional<SigningIn.Session> session = signingIn.open(signIn.token());
    if (session.isPresent()) {
      return ResponseEntity.ok()
          .header(
              HttpHeaders.SET_COOKIE,
              cookie.with(session.get().secret(), session.get().lifetime()).toString())
          .body(new SignedIn(session.get().name(), session.get().role()));
    }
    Optional<Duration> wait = failures.note(request.getRemoteAddr());
    return wait.isPresent()
        ? ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
            .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1))
            .body(FailedLogins.problem())
        : ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .body(Refusals.unauthorized());
  }

  @SecurityRequirements
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    if (cookie.isFromEditor(request)) {
      cookie.read(request).ifPresent(signingIn::close);
    }
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie.removed().toString())
        .build();
  }

  record SignIn(@NotBlank @Size(max = 200) String token) {

    @Override
    public String toString() {
      return "SignIn";
    }
  }

  record SignedIn(String name, Role role) {}
}
