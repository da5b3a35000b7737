package dev.galley.post.token;

import dev.galley.post.audit.Who;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Whose request it is, for Spring Security. Its details are the {@link Who} of audit and history.
 */
public final class SignedIn extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient User user;

  SignedIn(User user) {
    super(
        user.role().included().stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
            .toList());
    this.user = user;
    setDetails(user.who());
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
   * Whose a request is: a person, a machine by its token, or a person by a token of theirs.
   *
   * @param token that was shown or opened the session; null when the person needed none
   * @param person null for a machine
   * @param sessionId null for the token itself
   */
  public record User(@Nullable Token token, @Nullable Person person, @Nullable String sessionId)
      implements AuthenticatedPrincipal {

    @Override
    public String getName() {
      return who().name();
    }

    public Who who() {
      if (person == null) {
        Token machine = Objects.requireNonNull(token);
        return new Who(machine.id(), machine.name(), null);
      }
      return new Who(token == null ? person.id() : token.id(), person.name(), person.id());
    }

    /**
     * Who asks for what is their own.
     *
     * @throws People.NoPerson when it is a machine
     */
    public Person self() {
      if (person == null) {
        throw new People.NoPerson();
      }
      return person;
    }

    /** Whether it may do all that its person may. */
    boolean hasAllRights() {
      return person == null || role() == person.role();
    }

    /** What both the token and the person may do. */
    public Role role() {
      if (person == null) {
        return Objects.requireNonNull(token).role();
      }
      return token == null ? person.role() : person.role().atMost(token.role());
    }
  }
}
