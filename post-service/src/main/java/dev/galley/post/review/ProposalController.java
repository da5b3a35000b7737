package dev.galley.post.review;

import dev.galley.event.ReviewRound;
import dev.galley.post.consent.Round;
import dev.galley.post.content.Actor;
import dev.galley.post.people.Role;
import dev.galley.post.review.DecidingProposals.ProposalNotFound;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proposals without a post over HTTP. */
@RestController
@RequestMapping("/api/proposals")
class ProposalController {

  private final DecidingProposals deciding;
  private final Proposals proposals;

  ProposalController(DecidingProposals deciding, Proposals proposals) {
    this.deciding = deciding;
    this.proposals = proposals;
  }

  @GetMapping
  ProposalList list(
      @RequestParam(required = false) ReviewRound.@Nullable State state,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable UUID cursor) {
    List<Proposal> page = proposals.list(state, limit, cursor == null ? null : cursor.toString());
    Instant now = deciding.now();
    return new ProposalList(
        page.stream().map(proposal -> ProposalView.of(proposal, now)).toList(),
        page.size() < limit ? null : page.get(page.size() - 1).id());
  }

  @GetMapping("/{id}")
  ProposalView read(@PathVariable String id) {
    return view(deciding.find(id));
  }

  @PostMapping
  ResponseEntity<ProposalView> propose(@RequestBody @Valid NewProposal wish, Actor actor) {
    Proposal made = deciding.propose(wish.question(), wish.text(), wish.round(), actor);
    return ResponseEntity.created(URI.create("/api/proposals/" + made.id())).body(view(made));
  }

  @PutMapping("/{id}/answer")
  ProposalView answer(@PathVariable String id, @RequestBody @Valid GivenAnswer given, Actor actor) {
    return view(deciding.answer(id, given, actor));
  }

  /** It stays to be read, with what was answered. */
  @DeleteMapping("/{id}")
  ProposalView withdraw(@PathVariable String id, Actor actor, HttpServletRequest request) {
    return view(deciding.withdraw(id, actor, request.isUserInRole(Role.EDITOR.name())));
  }

  private ProposalView view(Proposal proposal) {
    return ProposalView.of(proposal, deciding.now());
  }

  @ExceptionHandler
  ProblemDetail on(ProposalNotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "proposal-not-found",
        "There is no such proposal",
        "Look for it among the proposals.");
  }

  /**
   * Something to ask.
   *
   * @param question on one line
   * @param text what there is to know about it, in Markdown
   * @param deadline as configured when absent
   * @param quorum more than half of those who are asked when absent
   */
  record NewProposal(
      @NotBlank @Size(max = 300) @OneLine String question,
      @NotNull @Size(max = 20_000) String text,
      @NotNull @Size(min = 1, max = ReviewRound.MAX_PARTICIPANTS)
          List<@NotNull @Size(min = 1, max = 100) String> participants,
      @Nullable Instant deadline,
      @Nullable @Min(1) Integer quorum) {

    NewRound round() {
      return new NewRound(participants, deadline, quorum, false);
    }
  }

  /**
   * A proposal, and where its round stands.
   *
   * @param answerable whether those who are asked can still answer, or answer differently
   */
  record ProposalView(
      String id,
      long revision,
      String question,
      String text,
      ReviewRound round,
      boolean answerable,
      Instant createdAt) {

    static ProposalView of(Proposal proposal, Instant now) {
      return new ProposalView(
          proposal.id(),
          proposal.revision(),
          proposal.question(),
          proposal.text(),
          proposal.round(),
          new Round(proposal.round()).takesAnswers(now),
          proposal.createdAt());
    }
  }

  /**
   * A page of proposals, the newest first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record ProposalList(List<ProposalView> items, @Nullable String next) {}
}
