package dev.galley.feed.access;

import dev.galley.web.Credentials;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    if (!(authentication.get() instanceof BearerTokenAuthentication sender)
        || !Rights.mayChange(sender)) {
      return new AuthorizationDecision(false);
    }
    boolean ambient = SessionOrToken.isAmbient(sender.getToken().getTokenValue());
    return ambient && !Credentials.cookiesCount(context.getRequest())
        ? new Foreign()
        : new AuthorizationDecision(true);
  }
}
