package dev.galley.post.token;

import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own tokens. */
@RestController
@RequestMapping("/api/people/me/tokens")
class OwnTokensController {

  private final Sessions sessions;
  private final Tokens tokens;
  private final MakingTokens making;
  private final KnownTokens known;
  private final Audit audit;

  OwnTokensController(
      Sessions sessions, Tokens tokens, MakingTokens making, KnownTokens known, Audit audit) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.making = making;
    this.known = known;
    this.audit = audit;
  }

  @GetMapping
  TokenController.TokenList ownTokens(@AuthenticationPrincipal SignedIn.User user) {
    return new TokenController.TokenList(
        tokens.ofPerson(user.self().id()).stream()
            .map(token -> TokenController.TokenView.of(token, List.of()))
            .toList());
  }

  /** It may do no more than its person, now and later. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenController.CreatedToken createToken(
      @AuthenticationPrincipal SignedIn.User user,
      @RequestBody @Valid TokenController.NewToken wish,
      HttpServletRequest request) {
    return TokenController.CreatedToken.of(making.make(wish, user.self(), request));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revokeToken(
      @AuthenticationPrincipal SignedIn.User user,
      @PathVariable String id,
      HttpServletRequest request) {
    String self = user.self().id();
    Optional<Token> token = tokens.find(id).filter(found -> self.equals(found.personId()));
    if (token.isEmpty() || !tokens.remove(id)) {
      throw missing();
    }
    sessions.removeOf(id);
    known.forget();
    audit.record(request, AuditAction.TOKEN_REVOKED, id, token.get().name());
  }

  private static RuntimeException missing() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "token-not-found",
        "There is no such token",
        "It may have ended already.");
  }
}
