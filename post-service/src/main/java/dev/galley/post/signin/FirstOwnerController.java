package dev.galley.post.signin;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.PersonView;
import dev.galley.post.people.ProfileWish;
import dev.galley.post.token.KnownTokens;
import dev.galley.post.token.Sessions;
import dev.galley.post.token.SignedIn;
import dev.galley.web.Problems;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets whoever starts a Galley, and is known by a token so far, say who they are. */
@RestController
class FirstOwnerController {

  private final People people;
  private final Sessions sessions;
  private final KnownTokens known;
  private final Audit audit;

  FirstOwnerController(People people, Sessions sessions, KnownTokens known, Audit audit) {
    this.people = people;
    this.sessions = sessions;
    this.known = known;
    this.audit = audit;
  }

  /** Once. The session that says so is that person's from then on. */
  @PostMapping("/api/people/me")
  ResponseEntity<PersonView> create(
      @AuthenticationPrincipal SignedIn.User user,
      @RequestBody @Valid ProfileWish wish,
      HttpServletRequest request) {
    if (user.person() != null || user.token() == null) {
      throw refusal("You are " + user.getName() + " already.");
    }
    Person person =
        people
            .addFirst(wish.profile(), user.token().id())
            .orElseThrow(() -> refusal("There is an owner already, who can invite you."));
    if (user.sessionId() != null) {
      sessions.belongs(user.sessionId(), person.id());
    }
    known.forget();
    audit.record(request, AuditAction.PERSON_CREATED, person.id(), "The first owner");
    return ResponseEntity.created(URI.create("/api/people/" + person.id()))
        .eTag(ETags.of(person.version()))
        .body(PersonView.whole(person));
  }

  private static RuntimeException refusal(String detail) {
    return Problems.refusal(
        HttpStatus.CONFLICT, "owner-known", "It is known who the owner is", detail);
  }
}
