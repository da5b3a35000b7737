package dev.galley.feed.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets only editors and owners change anything, and a session's cookie only from pages of this very
 * site.
 */
final class OwnChanges implements AuthorizationManager<RequestAuthorizationContext> {

  /** A page of another site made a signed-in browser send a change. */
  record Foreign() implements AuthorizationResult {
    @Override
    public boolean isGranted() {
      return false;
    }
  }

  private static final String EDITOR_HEADER = "X-Galley-Editor";

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    if (!(authentication.get() instanceof BearerTokenAuthentication sender)
        || sender.getAuthorities().stream()
            .noneMatch(granted -> PostServiceTokens.CHANGE.equals(granted.getAuthority()))) {
      return new AuthorizationDecision(false);
    }
    boolean ambient = SessionOrToken.isAmbient(sender.getToken().getTokenValue());
    return ambient && !isOwn(context.getRequest())
        ? new Foreign()
        : new AuthorizationDecision(true);
  }

  /** The rule of post-service's sessions: the site's own origin, or a header no form can send. */
  private static boolean isOwn(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return request.getHeader(EDITOR_HEADER) != null;
    }
    String host = request.getHeader(HttpHeaders.HOST);
    return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
