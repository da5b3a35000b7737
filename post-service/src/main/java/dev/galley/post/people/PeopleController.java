package dev.galley.post.people;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.Who;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.database.Places;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People over HTTP: for owners to look after, for everybody who is signed in to know. */
@RestController
@RequestMapping("/api/people")
class PeopleController {

  private final People people;
  private final Audit audit;

  PeopleController(People people, Audit audit) {
    this.people = people;
    this.audit = audit;
  }

  @GetMapping
  PeopleList list(HttpServletRequest request) {
    return new PeopleList(people.all().stream().map(person -> view(person, request)).toList());
  }

  @GetMapping("/{id}")
  ResponseEntity<PersonView> read(@PathVariable String id, HttpServletRequest request) {
    return answer(find(id), request);
  }

  @GetMapping("/me")
  ResponseEntity<PersonView> readSelf(HttpServletRequest request) {
    return answer(people.self(request.getUserPrincipal()), request);
  }

  @PostMapping
  ResponseEntity<PersonView> create(
      @RequestBody @Valid NewPerson wish, HttpServletRequest request) {
    Person person =
        people.add(
            new ProfileWish(wish.name(), wish.slug(), wish.email()).profile(),
            ofPeople(wish.role()));
    audit.record(request, AuditAction.PERSON_CREATED, person.id(), described(person));
    return ResponseEntity.created(URI.create("/api/people/" + person.id()))
        .eTag(ETags.of(person.version()))
        .body(view(person, request));
  }

  @PatchMapping("/{id}")
  ResponseEntity<PersonView> change(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody @Valid ChangedPerson wish,
      HttpServletRequest request) {
    return change(expected(find(id), ifMatch), wish, request);
  }

  @PatchMapping("/me")
  ResponseEntity<PersonView> changeSelf(
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody @Valid ChangedSelf wish,
      HttpServletRequest request) {
    Person self = people.self(request.getUserPrincipal());
    String email = wish.email();
    if (email != null && !email.isBlank() && !email.strip().equals(self.email())) {
      throw InvalidContent.of("email", "is changed by POST /api/people/me/email, which asks there");
    }
    return change(expected(self, ifMatch), wish.asAnybody(), request);
  }

  private ResponseEntity<PersonView> change(
      Person before, ChangedPerson wish, HttpServletRequest request) {
    Person after =
        people.change(
            before,
            wish.appliedTo(before),
            wish.role() == null ? before.role() : ofPeople(wish.role()));
    audit.record(request, AuditAction.PERSON_CHANGED, after.id(), described(after));
    return answer(after, request);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request) {
    Person person = expected(find(id), ifMatch);
    people.remove(person);
    audit.record(request, AuditAction.PERSON_REMOVED, person.id(), described(person));
  }

  private Person find(String id) {
    return people.find(id).orElseThrow(PeopleController::missing);
  }

  private static Person expected(Person person, @Nullable String ifMatch) {
    if (!ETags.required(ifMatch).matches(person.version())) {
      throw new People.Stale(person.version());
    }
    return person;
  }

  private static ErrorResponseException missing() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "person-not-found",
        "There is no such person",
        "They may be removed already.");
  }

  private static Role ofPeople(Role role) {
    if (!role.isForPeople()) {
      throw InvalidContent.of("role", "must be author, editor or owner");
    }
    return role;
  }

  private static String described(Person person) {
    return person.name() + " (" + person.slug() + "), " + person.role().wireName();
  }

  private ResponseEntity<PersonView> answer(Person person, HttpServletRequest request) {
    return ResponseEntity.ok()
        .eTag(ETags.of(person.version()))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(view(person, request));
  }

  private static PersonView view(Person person, HttpServletRequest request) {
    boolean isSelf =
        Who.of(request.getUserPrincipal())
            .filter(who -> person.id().equals(who.person()))
            .isPresent();
    return isSelf || request.isUserInRole(Role.MAILER.name())
        ? PersonView.whole(person)
        : PersonView.of(person);
  }

  @ExceptionHandler
  ProblemDetail on(Places.Full full) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "too-many-people",
        "There are too many people",
        full.getMessage() + ". Remove one who writes no more.");
  }

  record PeopleList(List<PersonView> items) {}

  /**
   * Somebody to add.
   *
   * @param slug made from the name when absent; posts that were imported may name it already
   */
  record NewPerson(
      @NotBlank @Size(max = 100) @OneLine String name,
      @Nullable String slug,
      @Email @Size(max = 254) @OneLine @Nullable String email,
      @NotNull Role role) {}

  /**
   * What is to be different; what is absent stays.
   *
   * @param email empty to have none
   */
  record ChangedPerson(
      @Size(min = 1, max = 100) @OneLine @Nullable String name,
      @Nullable String slug,
      @Email @Size(max = 254) @OneLine @Nullable String email,
      @Nullable Role role) {

    People.Profile appliedTo(Person before) {
      return new People.Profile(
          name == null || name.isBlank() ? before.name() : name.strip(),
          slug == null ? before.slug() : ProfileWish.slug(slug.strip()),
          email == null ? before.email() : ProfileWish.email(email));
    }
  }

  /**
   * The same of oneself, who cannot give rights.
   *
   * @param email as it is, or empty to have none
   */
  record ChangedSelf(
      @Size(min = 1, max = 100) @OneLine @Nullable String name,
      @Nullable String slug,
      @Email @Size(max = 254) @OneLine @Nullable String email) {

    ChangedPerson asAnybody() {
      return new ChangedPerson(name, slug, email, null);
    }
  }
}
