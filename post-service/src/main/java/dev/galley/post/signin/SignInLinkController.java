package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.token.SignedIn;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Links that sign a browser in once. */
@RestController
class SignInLinkController {

  private final SignInLinks links;
  private final Audit audit;

  SignInLinkController(SignInLinks links, Audit audit) {
    this.links = links;
    this.audit = audit;
  }

  /** With a token alone: a session that makes another one would live for ever. */
  @PostMapping("/api/sign-in-links")
  @ResponseStatus(HttpStatus.CREATED)
  SignInLink create(@AuthenticationPrincipal SignedIn.User user, HttpServletRequest request) {
    if (user.sessionId() != null || user.token() == null) {
      throw Problems.refusal(
          HttpStatus.FORBIDDEN,
          "not-allowed",
          "The token does not allow this",
          "A session makes no sign-in links: use a token.");
    }
    OneTimeToken link = links.forToken(user.token().id());
    audit.record(request, AuditAction.SIGN_IN_LINK_CREATED, null, null);
    return new SignInLink(link.getTokenValue(), links.url(link), link.getExpiresAt());
  }

  /**
   * A link that signs in once.
   *
   * @param token what it carries, in its fragment, which browsers send to nobody
   * @param url at the site's public address
   */
  record SignInLink(String token, URI url, Instant expiresAt) {}
}
