package dev.galley.feed.announcement;

import dev.galley.feed.announcement.DeliveryLog.Logged;
import dev.galley.feed.announcement.DeliveryLog.Page;
import dev.galley.feed.announcement.Progress.OfChannel;
import dev.galley.web.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How far announcements are told, over HTTP: whom not, and to have these told again. */
@RestController
@RequestMapping("/api/announcements")
class AnnouncementController {

  private static final int MAX_PAGE = 200;

  /** How far an announcement is told. */
  record View(
      String id,
      String type,
      String postId,
      long revision,
      Instant acceptedAt,
      boolean open,
      Map<String, Counts> channels) {

    static View of(Progress progress) {
      Announcement announcement = progress.announcement();
      Map<String, Counts> channels = new TreeMap<>();
      progress.channels().forEach((name, known) -> channels.put(name, Counts.of(known)));
      return new View(
          announcement.id(),
          announcement.type().name().toLowerCase(java.util.Locale.ROOT),
          announcement.postId(),
          announcement.revision(),
          announcement.acceptedAt(),
          progress.open(),
          channels);
    }
  }

  /**
   * How far one channel is.
   *
   * @param total how many recipients there are; more may come while not {@code complete}
   * @param skipped how many have left since, or what they were to be told has
   */
  record Counts(
      long total, boolean complete, long delivered, long failed, long skipped, long unclear) {

    static Counts of(OfChannel known) {
      return new Counts(
          known.total(),
          known.done(),
          known.delivered(),
          known.failed(),
          known.skipped(),
          known.unclear());
    }
  }

  /** A recipient that was not told, or of which it is not known. */
  record Problem(
      String id,
      String announcement,
      String channel,
      String recipientId,
      String recipient,
      String state,
      Instant acceptedAt,
      @Nullable String reason) {

    static Problem of(Delivery delivery) {
      return new Problem(
          delivery.id(),
          delivery.announcementId(),
          delivery.channel(),
          delivery.recipientId(),
          delivery.label(),
          Deliveries.shown(delivery.state()),
          delivery.acceptedAt(),
          delivery.reason());
    }
  }

  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final DeliveryLog log;

  AnnouncementController(MongoAnnouncements announcements, Deliveries deliveries, DeliveryLog log) {
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.log = log;
  }

  @GetMapping("/{id}")
  View get(@PathVariable String id) {
    Progress progress = announcements.progress(List.of(id)).get(id);
    if (progress == null) {
      throw unknown();
    }
    return View.of(progress);
  }

  /** Those that failed or are unclear, by id. */
  @GetMapping("/{id}/problems")
  Page<Problem> problems(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return page(deliveries.problems(id, channel, cursor, limit + 1), limit);
  }

  /** Those of all announcements, the newest posts' first. */
  @GetMapping("/problems")
  Page<Problem> allProblems(
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return page(deliveries.problems(channel, cursor, limit + 1), limit);
  }

  private static Page<Problem> page(List<Delivery> found, int limit) {
    List<Delivery> page = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        page.stream().map(Problem::of).toList(),
        found.size() > limit ? page.get(limit - 1).id() : null);
  }

  /** Has all that failed told again; what is unclear only one by one. */
  @PostMapping("/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void resendAll(
      @PathVariable String id, @RequestParam(required = false) @Nullable String channel) {
    Announcement kept = announcements.find(id).orElseThrow(AnnouncementController::unknown);
    log.checkKept(kept);
    announcements.resend(id, channel);
  }

  @PostMapping("/{id}/problems/{deliveryId}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Problem resend(@PathVariable String id, @PathVariable String deliveryId) {
    Logged found =
        log.find(deliveryId)
            .filter(logged -> logged.announcement().id().equals(id))
            .orElseThrow(AnnouncementController::unknown);
    return Problem.of(log.resend(found).delivery());
  }

  private static ErrorResponseException unknown() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "announcement-unknown",
        "There is no such announcement",
        "There is no such announcement, or it was told to nobody like this.");
  }
}
