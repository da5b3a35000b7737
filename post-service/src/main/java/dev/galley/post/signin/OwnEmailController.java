package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.PersonView;
import dev.galley.post.token.SignedIn;
import dev.galley.web.Allowance;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Another e-mail address of one's own. Whoever has an address can sign in by it, so it is theirs
 * first who say that they have it; and whoever asks learns of no address whether it is somebody's.
 */
@RestController
@RequestMapping("/api/people/me/email")
class OwnEmailController {

  private static final int ASKED_AN_HOUR = 5;
  private static final int MAX_TRIES = 3;

  private final People people;
  private final SignInLinks links;
  private final SignInMails mails;
  private final Audit audit;
  private final Allowance asked;

  OwnEmailController(
      People people, SignInLinks links, SignInMails mails, Audit audit, Clock clock) {
    this.people = people;
    this.links = links;
    this.mails = mails;
    this.audit = audit;
    this.asked = new Allowance(ASKED_AN_HOUR, Duration.ofHours(1), clock);
  }

  /** The answer is the same for every address. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  void ask(@AuthenticationPrincipal SignedIn.User user, @RequestBody @Valid NewEmail wish) {
    Person person = user.self();
    mails.sendAsked(
        asked,
        person.id(),
        "Ask an owner to change your address.",
        () -> mail(person, wish.email().strip()));
  }

  private void mail(Person person, String email) {
    if (person.email() != null) {
      mails.sendWarning(person, person.email(), email);
    }
    boolean isFree =
        people.byEmail(email).filter(other -> !other.id().equals(person.id())).isEmpty();
    if (isFree) {
      mails.sendQuestion(person, email);
    }
  }

  /** By what the mail to the new address says. */
  @PostMapping("/confirm")
  PersonView confirm(
      @AuthenticationPrincipal SignedIn.User user,
      @RequestBody @Valid Confirmation shown,
      HttpServletRequest request) {
    Person person = user.self();
    String email =
        Optional.ofNullable(links.consume(new OneTimeTokenAuthenticationToken(shown.token())))
            .flatMap(link -> SignInLinks.email(link, person.id()))
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.GONE,
                        "link-over",
                        "The link is not good any more",
                        "It works once, within a day, for who asked last. Ask once more."));
    Person changed = changed(person.id(), email);
    audit.record(request, AuditAction.PERSON_CHANGED, person.id(), "confirmed an e-mail address");
    return PersonView.whole(changed);
  }

  private Person changed(String personId, String email) {
    for (int tries = 1; ; tries++) {
      Person before = people.find(personId).orElseThrow(People.NoPerson::new);
      try {
        return people.change(
            before, new People.Profile(before.name(), before.slug(), email), before.role());
      } catch (People.Stale meanwhile) {
        if (tries == MAX_TRIES) {
          throw meanwhile;
        }
      }
    }
  }

  /** The address that is to be one's own. */
  record NewEmail(@NotBlank @Email @Size(max = 254) @OneLine String email) {}

  /** What the link in the mail holds. */
  record Confirmation(@NotBlank @Size(max = 200) String token) {

    @Override
    public String toString() {
      return "Confirmation";
    }
  }
}
