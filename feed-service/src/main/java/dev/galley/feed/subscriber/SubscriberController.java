package dev.galley.feed.subscriber;

import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Subscribers for editors: to find one, to bring a list or take it along, and to erase. */
@RestController
@RequestMapping("/api/subscribers")
class SubscriberController {

  private static final String CSV = "text/csv";

  /**
   * One subscriber with all that is kept of them.
   *
   * @param choice {@code all}, {@code tag:x} or {@code author:x}
   */
  record View(
      String id,
      String address,
      State state,
      String choice,
      Pace pace,
      Instant since,
      List<Subscriber.Earlier> earlier,
      String source,
      Instant createdAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant endedAt,
      @Nullable String reason,
      @Nullable String lastDigest) {

    static View of(Subscriber subscriber) {
      return new View(
          subscriber.id(),
          subscriber.address().text(),
          subscriber.state(),
          subscriber.choice().key(),
          subscriber.pace(),
          subscriber.since(),
          subscriber.earlier(),
          subscriber.source(),
          subscriber.createdAt(),
          subscriber.confirmedAt(),
          subscriber.endedAt(),
          subscriber.reason(),
          subscriber.digests().values().stream()
              .max(Comparator.comparing(Subscriber.Digest::until))
              .map(Subscriber.Digest::id)
              .orElse(null));
    }
  }

  /**
   * A part of the list.
   *
   * @param next the cursor of the next part; absent at the end
   */
  record Page(List<View> items, @Nullable String next) {}

  /** How many there are: in each state, and of the active ones at each pace. */
  record Counts(Map<State, Long> states, Map<Pace, Long> paces) {}

  private final Subscribers subscribers;
  private final ExchangingLists exchanging;
  private final Audit audit;
  private final Mailer mailer;

  /** Where it is recorded that somebody does something, before it is done. */
  @FunctionalInterface
  interface Audit {

    /** Returns when it is durable. */
    void record(String action, String subject, String detail);
  }

  SubscriberController(
      Subscribers subscribers, ExchangingLists exchanging, Audit audit, Mailer mailer) {
    this.subscribers = subscribers;
    this.exchanging = exchanging;
    this.audit = audit;
    this.mailer = mailer;
  }

  @GetMapping
  Page list(
      @RequestParam(required = false) @Nullable State state,
      @RequestParam(required = false) @Size(max = 254) @Nullable String q,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (q != null && q.indexOf('\0') >= 0) {
      // No address has one, and BSON has no patterns with one.
      return new Page(List.of(), null);
    }
    List<Subscriber> found = subscribers.list(state, q, cursor, limit + 1);
    List<Subscriber> page = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        page.stream().map(View::of).toList(),
        found.size() > limit ? page.get(limit - 1).id() : null);
  }

  @GetMapping("/counts")
  Counts counts() {
    return new Counts(subscribers.counts(), subscribers.paces());
  }

  @GetMapping("/{id}")
  View get(@PathVariable String id) {
    return View.of(find(id));
  }

  /** What nothing is known of any more can be sent nothing. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void erase(@PathVariable String id) {
    MailAddress address = find(id).address();
    audit.record("subscriber-erased", id, "");
    mailer.forget(address);
    subscribers.erase(id);
  }

  @PostMapping(path = "/import", consumes = CSV)
  ExchangingLists.Report bring(
      @RequestParam @NotBlank @OneLine @Size(max = 200) String source,
      @RequestParam(defaultValue = "all") String choice,
      @RequestParam(defaultValue = "at-once") String pace,
      HttpServletRequest csv)
      throws IOException {
    Selection chosen =
        ExchangingLists.choice(choice)
            .orElseThrow(() -> invalid("choice", "must be all, tag:... or author:..."));
    Pace wanted =
        Pace.of(pace).orElseThrow(() -> invalid("pace", "must be at-once, daily or weekly"));
    ExchangingLists.Parsed parsed = parsed(csv, new ExchangingLists.Wish(chosen, wanted));
    audit.record(
        "subscribers-imported", "subscribers", parsed.consents().size() + " addresses, " + source);
    return exchanging.add(parsed, "import: " + source);
  }

  private ExchangingLists.Parsed parsed(HttpServletRequest csv, ExchangingLists.Wish usual)
      throws IOException {
    Charset said = MediaType.parseMediaType(csv.getContentType()).getCharset();
    Charset charset = said == null ? StandardCharsets.UTF_8 : said;
    try {
      // The request's own reader takes everything for UTF-8, as Spring wants it of requests.
      return exchanging.parse(
          new InputStreamReader(csv.getInputStream(), charset.newDecoder()), usual);
    } catch (CSVException e) {
      throw invalid("body", "is no CSV: " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw invalid("body", "must be UTF-8, or what charset= of the Content-Type says");
    }
  }

  @GetMapping(path = "/export", produces = CSV)
  void export(HttpServletResponse response) throws IOException {
    audit.record("subscribers-exported", "subscribers", "");
    response.setContentType(CSV + ";charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"subscribers.csv\"");
    exchanging.write(response.getWriter());
  }

  private Subscriber find(String id) {
    return subscribers
        .find(id)
        .orElseThrow(
            () ->
                Problems.refusal(
                    HttpStatus.NOT_FOUND,
                    "subscriber-unknown",
                    "There is no such subscriber",
                    "No subscriber has this id, or no longer."));
  }

  private static ErrorResponseException invalid(String field, String message) {
    return new ErrorResponseException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        Problems.invalid(List.of(new Problems.FieldError(field, message))),
        null);
  }
}
