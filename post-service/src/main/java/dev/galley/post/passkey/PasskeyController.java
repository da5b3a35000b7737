package dev.galley.post.passkey;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.database.Places;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.signin.OpeningSessions;
import dev.galley.web.Allowance;
import dev.galley.web.Credentials;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import dev.galley.web.connection.AddressRange;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One's own passkeys, and signing in with one. */
@RestController
class PasskeyController {

  private static final int ASKED_IN_A_QUARTER = 100;

  private final Passkeys passkeys;
  private final People people;
  private final OpeningSessions sessions;
  private final Audit audit;
  private final Allowance asked;

  PasskeyController(
      Passkeys passkeys, People people, OpeningSessions sessions, Audit audit, Clock clock) {
    this.passkeys = passkeys;
    this.people = people;
    this.sessions = sessions;
    this.audit = audit;
    this.asked = new Allowance(ASKED_IN_A_QUARTER, Duration.ofMinutes(15), clock);
  }

  @GetMapping("/api/people/me/passkeys")
  PasskeyList list(HttpServletRequest request) {
    return new PasskeyList(
        passkeys.of(people.self(request.getUserPrincipal())).stream()
            .map(PasskeyView::of)
            .toList());
  }

  @PostMapping(
      path = "/api/people/me/passkeys/options",
      produces = MediaType.APPLICATION_JSON_VALUE)
  String creation(HttpServletRequest request) {
    Person self = people.self(request.getUserPrincipal());
    // Before somebody touches a device for it.
    if (passkeys.of(self).size() >= StoredPasskeys.MAX_OF_A_PERSON) {
      throw new ErrorResponseException(HttpStatus.CONFLICT, full(), null);
    }
    return passkeys.creation(self).toString();
  }

  @PostMapping("/api/people/me/passkeys")
  @ResponseStatus(HttpStatus.CREATED)
  PasskeyView register(@RequestBody @Valid NewPasskey wish, HttpServletRequest request) {
    CredentialRecord passkey =
        passkeys.register(
            people.self(request.getUserPrincipal()), wish.label().strip(), wish.credential());
    PasskeyView view = PasskeyView.of(passkey);
    audit.record(request, AuditAction.PASSKEY_ADDED, view.id(), view.label());
    return view;
  }

  @DeleteMapping("/api/people/me/passkeys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id, HttpServletRequest request) {
    if (!passkeys.remove(people.self(request.getUserPrincipal()), id)) {
      throw Problems.refusal(
          HttpStatus.NOT_FOUND,
          "passkey-not-found",
          "There is no such passkey",
          "It may be removed already.");
    }
    audit.record(request, AuditAction.PASSKEY_REMOVED, id, null);
  }

  @SecurityRequirements
  @PostMapping(path = "/api/session/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
  String request(HttpServletRequest request) {
    asked.spend(
        AddressRange.ofOneClient(request.getRemoteAddr()),
        "too-many-links",
        "Too much was asked for",
        "Wait a quarter of an hour, then try again.");
    return passkeys.request().toString();
  }

  @SecurityRequirements
  @PostMapping("/api/session/passkey")
  ResponseEntity<?> signIn(@RequestBody @Valid ShownPasskey shown, HttpServletRequest request) {
    if (Credentials.isForeign(request)) {
      return sessions.refuseForeign();
    }
    String person;
    try {
      person = passkeys.authenticate(shown.credential());
    } catch (Passkeys.Refused wrong) {
      return sessions.refuse(request);
    }
    return sessions
        .open(person, "by a passkey", request)
        .<ResponseEntity<?>>map(opened -> opened)
        .orElseGet(() -> sessions.refuse(request));
  }

  @ExceptionHandler
  ProblemDetail on(Passkeys.Refused refused) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "passkey-refused",
        "The passkey was not added",
        "It does not answer what was asked. Begin again.");
  }

  @ExceptionHandler
  ProblemDetail on(Places.Full tooMany) {
    return full();
  }

  private static ProblemDetail full() {
    return Problems.of(
        HttpStatus.CONFLICT,
        "too-many-passkeys",
        "There are too many passkeys",
        "There may be " + StoredPasskeys.MAX_OF_A_PERSON + ". Remove one that you do not use.");
  }

  record PasskeyList(List<PasskeyView> items) {}

  /**
   * A passkey.
   *
   * @param lastUsedAt null when it was not used yet
   */
  record PasskeyView(String id, String label, Instant createdAt, @Nullable Instant lastUsedAt) {

    static PasskeyView of(CredentialRecord passkey) {
      return new PasskeyView(
          passkey.getCredentialId().toBase64UrlString(),
          passkey.getLabel(),
          passkey.getCreated(),
          passkey.getLastUsed().equals(passkey.getCreated()) ? null : passkey.getLastUsed());
    }
  }

  /**
   * What the browser has made.
   *
   * @param label for the person, such as the device's name
   * @param credential a PublicKeyCredential as JSON (WebAuthn, 5.1.1)
   */
  record NewPasskey(
      @NotBlank @Size(max = 100) @OneLine String label, @NotNull ObjectNode credential) {}

  /** What the browser shows, as JSON (WebAuthn, 5.1.1). */
  record ShownPasskey(@NotNull ObjectNode credential) {}
}
