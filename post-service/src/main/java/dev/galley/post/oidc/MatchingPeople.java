package dev.galley.post.oidc;

import dev.galley.post.content.InvalidContent;
import dev.galley.post.database.Places;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.ProfileWish;
import dev.galley.post.people.Role;
import dev.galley.web.OneLine;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Says who somebody is whom the provider vouches for: by the account once it is linked, before that
 * by an e-mail address that the provider has verified, never by a name. No right comes from there.
 */
final class MatchingPeople {

  private static final int MAX_NAMESAKES = 50;
  private static final int MAX_NAME_CHARS = 100;
  private static final int MAX_EMAIL_CHARS = 254;

  /**
   * What could be no mail's recipient, or more than one, comes from no provider that is in order.
   */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s\\p{Cntrl}<>,;:\"@]+@[^\\s\\p{Cntrl}<>,;:\"@]+");

  private final People people;
  private final Accounts accounts;
  private final @Nullable Role invite;

  MatchingPeople(People people, Accounts accounts, @Nullable Role invite) {
    this.people = people;
    this.accounts = accounts;
    this.invite = invite;
  }

  /**
   * Finds the person, links the account to somebody who comes by it for the first time, and invites
   * a stranger where that is configured. Whoever was removed is none: an owner invites them again,
   * with an address.
   *
   * @throws Refused when it is nobody who may come in by it
   */
  Match match(OidcUser user) {
    // OpenID Connect Core 1.0, 2: no ID token is without these, and it is verified.
    String issuer = Objects.requireNonNull(user.getIssuer()).toString();
    String subject = Objects.requireNonNull(user.getSubject());
    Optional<String> linked = accounts.personOf(issuer, subject);
    Optional<Person> present = linked.flatMap(people::find);
    if (present.isPresent()) {
      return new Match(present.get(), Match.How.KNOWN);
    }
    String email = verified(user);
    Optional<Person> known = known(email);
    if (known.isEmpty() && linked.isPresent()) {
      throw new Refused("removed", email + " was removed");
    }
    Person person = known.isPresent() ? known.get() : invited(user, email);
    boolean isNew = accounts.link(issuer, subject, person.id(), linked.orElse(null));
    if (!isNew && accounts.personOf(issuer, subject).filter(person.id()::equals).isEmpty()) {
      throw new Refused("other-account", email + " comes by another account than before");
    }
    return new Match(person, known.isPresent() ? Match.How.LINKED : Match.How.INVITED);
  }

  private static String verified(OidcUser user) {
    String email = user.getEmail();
    if (email == null
        || email.length() > MAX_EMAIL_CHARS
        || !ADDRESS.matcher(email.strip()).matches()
        || !Boolean.TRUE.equals(user.getEmailVerified())) {
      throw new Refused("unverified", "The provider has verified no address");
    }
    return email.strip();
  }

  private Optional<Person> known(String email) {
    return people.byEmail(email).filter(person -> isTheSame(email, person));
  }

  /** Other letters have the lower case of ASCII ones, such as the sign of the unit kelvin. */
  private static boolean isTheSame(String email, Person person) {
    return lowerAscii(email).equals(lowerAscii(String.valueOf(person.email())));
  }

  private static String lowerAscii(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int at = 0; at < lower.length(); at++) {
      char letter = lower.charAt(at);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(at, (char) (letter + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  private Person invited(OidcUser user, String email) {
    if (invite == null) {
      throw new Refused("stranger", email + " is nobody here");
    }
    String name = name(user, email);
    for (int number = 1; number <= MAX_NAMESAKES; number++) {
      try {
        return people.add(profile(number == 1 ? name : name + " " + number, email), invite);
      } catch (People.Taken taken) {
        if (taken.field().equals("email")) {
          // Another instance was asked at the same moment.
          return known(email).orElseThrow(() -> new Refused("stranger", email + " is another's"));
        }
      } catch (Places.Full full) {
        break;
      }
    }
    throw new Refused("no-room", email + " could not be added");
  }

  private static String name(OidcUser user, String email) {
    String told = user.getFullName() == null ? "" : OneLine.Rule.folded(user.getFullName());
    String name = told.isEmpty() ? email.replaceFirst("@.*", "") : told;
    return name.substring(0, Math.min(name.length(), MAX_NAME_CHARS - 10)).strip();
  }

  private static People.Profile profile(String name, String email) {
    try {
      return new ProfileWish(name, null, email).profile();
    } catch (InvalidContent unusable) {
      return new ProfileWish(name, "author-" + Integer.toHexString(name.hashCode()), email)
          .profile();
    }
  }

  /** Somebody who may come in, and how they were found. */
  record Match(Person person, How how) {

    /** Whether the account was linked before, now, or to somebody who came to be by it. */
    enum How {
      KNOWN,
      LINKED,
      INVITED
    }
  }

  /** Nobody who may come in. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason, String detail) {
      super(detail);
      this.reason = reason;
    }

    /** The word that the editor has a sentence for. */
    String reason() {
      return reason;
    }
  }
}
