package dev.galley.post.token;

import dev.galley.post.audit.Who;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Whose request it is, for Spring Security. Its details are the {@link Who} of audit and history.
 */
final class SignedIn extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient User user;

  SignedIn(User user) {
    super(
        user.token().role().included().stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
            .toList());
    this.user = user;
    setDetails(new Who(user.token().id(), user.token().name()));
    setAuthenticated(true);
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public User getPrincipal() {
    return user;
  }

  /**
   * A token that was shown, or whose session was.
   *
   * @param sessionId absent for the token itself
   */
  record User(Token token, @Nullable String sessionId) implements AuthenticatedPrincipal {

    @Override
    public String getName() {
      return token.name();
    }
  }
}
