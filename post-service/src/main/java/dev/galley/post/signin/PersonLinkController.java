package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.token.Refusals;
import dev.galley.web.Allowance;
import dev.galley.web.Credentials;
import dev.galley.web.Problems;
import dev.galley.web.connection.AddressRange;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Links that sign a person in once: an owner's invitation, and one that is asked for by e-mail. */
@RestController
class PersonLinkController {

  private static final int ASKED_AN_HOUR = 20;

  private final People people;
  private final SignInLinks links;
  private final SignInMails mails;
  private final Audit audit;
  private final Allowance asked;

  PersonLinkController(
      People people, SignInLinks links, SignInMails mails, Audit audit, Clock clock) {
    this.people = people;
    this.links = links;
    this.mails = mails;
    this.audit = audit;
    this.asked = new Allowance(ASKED_AN_HOUR, Duration.ofHours(1), clock);
  }

  /** Mails it, or where that is not possible shows it to the owner, who passes it on. */
  @PostMapping("/api/people/{id}/sign-in-link")
  @ResponseStatus(HttpStatus.CREATED)
  PersonLink invite(@PathVariable String id, HttpServletRequest request) {
    Person person =
        people
            .find(id)
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.NOT_FOUND,
                        "person-not-found",
                        "There is no such person",
                        "They may be removed already."));
    OneTimeToken link = links.invitation(person.id());
    String email = mails.areSent() ? person.email() : null;
    audit.record(
        request,
        AuditAction.SIGN_IN_LINK_CREATED,
        person.id(),
        "for " + person.name() + (email == null ? "" : ", mailed"));
    if (email != null) {
      mails.invite(person, email, link);
    }
    return new PersonLink(
        email == null ? links.url(link) : null, email != null, link.getExpiresAt());
  }

  /** The answer is the same for every address. */
  @SecurityRequirements
  @PostMapping("/api/session/link")
  ResponseEntity<ProblemDetail> ask(@RequestBody @Valid LinkWish wish, HttpServletRequest request) {
    if (Credentials.isForeign(request)) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN).body(Refusals.foreign());
    }
    mails.sendAsked(
        asked,
        AddressRange.ofOneClient(request.getRemoteAddr()),
        "Ask an owner for a link.",
        () -> people.byEmail(wish.email().strip()).ifPresent(mails::sendLink));
    return ResponseEntity.accepted().build();
  }

  /** Who wants to sign in. */
  record LinkWish(@NotBlank @Size(max = 254) String email) {}

  /**
   * A link that signs somebody in once.
   *
   * @param url null when it was mailed
   */
  record PersonLink(@Nullable URI url, boolean mailed, Instant expiresAt) {}
}
