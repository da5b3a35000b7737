package dev.galley.post.oidc;

import com.mongodb.MongoException;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.Who;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.oidc.Authorizing.Answer;
import dev.galley.post.oidc.MatchingPeople.Match;
import dev.galley.post.oidc.MatchingPeople.Refused;
import dev.galley.post.oidc.PendingSignIns.PendingSignIn;
import dev.galley.post.people.Person;
import dev.galley.post.signin.OpeningSessions;
import dev.galley.post.token.BrowserCookie;
import dev.galley.web.Allowance;
import dev.galley.web.Credentials;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import dev.galley.web.connection.AddressRange;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by the provider: to it, and back from it with what it says of somebody. */
@RestController
class OidcController {

  static final String CALLBACK = "/api/session/oidc/callback";

  private static final int ASKED_IN_A_QUARTER = 100;

  private static final Logger log = LoggerFactory.getLogger(OidcController.class);

  private final boolean isOn;
  private final Authorizing authorizing;
  private final MatchingPeople matching;
  private final Accounts accounts;
  private final OpeningSessions sessions;
  private final BrowserCookie cookie;
  private final Audit audit;
  private final Allowance asked;

  OidcController(
      OidcProperties properties,
      Authorizing authorizing,
      MatchingPeople matching,
      Accounts accounts,
      OpeningSessions sessions,
      SiteProperties site,
      Audit audit,
      Clock clock) {
    this.isOn = properties.isOn();
    this.authorizing = authorizing;
    this.matching = matching;
    this.accounts = accounts;
    this.sessions = sessions;
    // Lax: the provider leads the browser back to here.
    this.cookie = new BrowserCookie(site.url(), "galley_oidc", "Lax");
    this.audit = audit;
    this.asked = new Allowance(ASKED_IN_A_QUARTER, Duration.ofMinutes(15), clock);
  }

  /** By a request of this site's own page: no link of another one begins it. */
  @SecurityRequirements
  @PostMapping("/api/session/oidc")
  ResponseEntity<?> begin(@RequestBody @Valid Wish wish, HttpServletRequest request) {
    if (Credentials.isForeign(request)) {
      return sessions.refuseForeign();
    }
    limit(request);
    if (!isOn) {
      throw Problems.refusal(
          HttpStatus.CONFLICT,
          "no-provider",
          "Nobody else vouches for people here",
          "Sign in by another way.");
    }
    Authorizing.Begun begun = authorizing.begin(wish.back(), request);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.SET_COOKIE, cookie.with(begun.secret(), PendingSignIns.LIFETIME).toString())
        .body(new Elsewhere(begun.at()));
  }

  private void limit(HttpServletRequest request) {
    asked.spend(
        AddressRange.ofOneClient(request.getRemoteAddr()),
        "too-many-links",
        "Too much was asked for",
        "Wait a quarter of an hour, then try again.");
  }

  /** For whoever has signed out here, which ends no session of the provider's. */
  @SecurityRequirements
  @GetMapping("/api/session/oidc/end")
  ResponseEntity<Ending> ending(HttpServletRequest request) {
    limit(request);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Ending(isOn ? authorizing.ending().orElse(null) : null));
  }

  /** Whatever the provider's answer is, somebody looks at it: it ends in the editor. */
  @SecurityRequirements
  @GetMapping(CALLBACK)
  ResponseEntity<Void> end(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String iss,
      HttpServletRequest request) {
    try {
      Optional<PendingSignIn> begun =
          cookie.read(request).flatMap(secret -> authorizing.begun(secret, state));
      return begun.isEmpty()
          ? refused("again")
          : end(begun.get(), new Answer(code, error, iss), request);
    } catch (Refused refused) {
      sessions.note(request, "By OpenID Connect: " + refused.getMessage());
      return refused(refused.reason());
    } catch (AuthenticationException wrong) {
      log.warn(
          "The OpenID provider's answer is not good: {}",
          OneLine.Rule.folded(String.valueOf(wrong.getMessage())));
      return refused(isDenied(error) ? "denied" : "provider");
    } catch (Provider.Away away) {
      return refused("provider");
    } catch (MongoException down) {
      log.warn("Nobody can sign in by the OpenID provider: {}", down.toString());
      return refused("later");
    }
  }

  private ResponseEntity<Void> end(PendingSignIn begun, Answer answer, HttpServletRequest request) {
    Match match = matching.match(authorizing.user(begun, answer));
    tell(match, request);
    return sessions
        .open(match.person().id(), "by OpenID Connect", request)
        .map(opened -> led(begun.back(), cookies(opened)))
        .orElseGet(() -> refused("again"));
  }

  // RFC 6749, 4.1.2.1
  private static boolean isDenied(@Nullable String error) {
    return "access_denied".equals(error);
  }

  private void tell(Match match, HttpServletRequest request) {
    Person person = match.person();
    Who who = new Who(person.id(), person.name(), person.id());
    if (match.how() == Match.How.INVITED) {
      audit.record(request, who, AuditAction.PERSON_CREATED, person.id(), "by OpenID Connect");
    }
    if (match.how() != Match.How.KNOWN) {
      audit.record(request, who, AuditAction.ACCOUNT_LINKED, person.id(), null);
    }
  }

  private List<String> cookies(ResponseEntity<?> opened) {
    return List.of(
        cookie.removed().toString(),
        String.valueOf(opened.getHeaders().getFirst(HttpHeaders.SET_COOKIE)));
  }

  private ResponseEntity<Void> refused(String reason) {
    return led("/editor/#refused=" + reason, List.of(cookie.removed().toString()));
  }

  private static ResponseEntity<Void> led(String path, List<String> cookies) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(path))
        .cacheControl(CacheControl.noStore())
        // The address of this answer holds a code.
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.SET_COOKIE, cookies.toArray(String[]::new))
        .build();
  }

  /** For somebody who has another account at the provider now. */
  @DeleteMapping("/api/people/{id}/account")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlink(@PathVariable String id, HttpServletRequest request) {
    if (accounts.unlink(id)) {
      audit.record(request, AuditAction.ACCOUNT_UNLINKED, id, null);
    }
  }

  @ExceptionHandler
  ProblemDetail on(Provider.Away away) {
    return Problems.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "provider-away",
        "The provider does not answer",
        "Try again later, or sign in by another way.");
  }

  /**
   * What somebody wants to see.
   *
   * @param back a path of the editor's; anything else would lead elsewhere
   */
  record Wish(@NotNull @Size(max = 200) @Pattern(regexp = "/editor/[\\w/-]*") String back) {}

  /** Where the browser is to go. */
  record Elsewhere(URI url) {}

  /**
   * Where the browser can end its session at the provider.
   *
   * @param url null where there is no such place
   */
  record Ending(@Nullable URI url) {}
}
