package dev.galley.feed.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery.Attempt;
import dev.galley.feed.announcement.DeliveryLog;
import dev.galley.feed.announcement.DeliveryLog.Logged;
import dev.galley.feed.announcement.DeliveryLog.Page;
import dev.galley.feed.announcement.DeliveryLog.Resent;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.chat.Room.Account;
import dev.galley.feed.chat.Room.Visibility;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.store.VersionedRecords;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Chat rooms and accounts over HTTP. The address and the token of one are shown to nobody again.
 */
@RestController
@RequestMapping("/api/channels")
class ChatController {

  /** What can be in a header. */
  private static final String TOKEN = "[!-~]{1,500}";

  private static final int MAX_ROOMS = 100;
  private static final int MAX_PAGE = 200;

  /**
   * What a client asks for when it adds a room; tags that are absent let all through.
   *
   * @param token of an account, where the form has accounts and nowhere else
   * @param visibility of what the account writes; public when absent
   */
  record RoomRequest(
      @NotNull @JsonProperty("form") ChatForm form,
      @NotBlank @Size(max = 2048) String url,
      @NotBlank @OneLine @Size(max = 100) String name,
      @Nullable @Size(max = 50) Set<@NotBlank @OneLine @Size(max = 100) String> tags,
      @Nullable @Pattern(regexp = TOKEN) String token,
      @Nullable Visibility visibility) {}

  /**
   * What a client changes of a room; what is absent stays.
   *
   * @param url of an account only with its token, which else would be sent to whoever is there
   */
  record RoomPatch(
      @Nullable @Size(max = 2048) String url,
      @Nullable @Pattern(regexp = TOKEN) String token,
      @Nullable @OneLine @Size(min = 1, max = 100) String name,
      @Nullable @Size(max = 50) Set<@NotBlank @OneLine @Size(max = 100) String> tags,
      @Nullable Boolean enabled) {}

  /**
   * A room without its address.
   *
   * @param gaveUpAt when it was switched off for failing; absent once a person has seen that
   */
  record RoomView(
      String id,
      String name,
      ChatForm form,
      String host,
      List<String> tags,
      boolean enabled,
      @Nullable String disabledReason,
      int failures,
      @Nullable Instant gaveUpAt,
      Instant createdAt) {

    static RoomView of(Room room) {
      return new RoomView(
          room.id(),
          room.name(),
          room.form(),
          room.host(),
          room.tags().stream().sorted().toList(),
          room.circuit().enabled(),
          room.circuit().disabledReason(),
          room.circuit().failures(),
          room.circuit().gaveUpAt(),
          room.createdAt());
    }
  }

  /** A line of the delivery log. */
  record DeliveryView(
      String id,
      String postId,
      long revision,
      @Nullable String title,
      String state,
      @Nullable String reason,
      Instant acceptedAt,
      @Nullable Instant nextAttemptAt,
      List<Attempt> attempts) {

    static DeliveryView of(Logged logged) {
      var delivery = logged.delivery();
      return new DeliveryView(
          delivery.id(),
          logged.announcement().postId(),
          logged.announcement().revision(),
          logged.title(),
          delivery.state().name().toLowerCase(Locale.ROOT),
          delivery.reason(),
          delivery.acceptedAt(),
          delivery.nextAttemptAt(),
          delivery.attempts());
    }
  }

  /** Where it is recorded that somebody does something, before it is done. */
  @FunctionalInterface
  interface Audit {

    /** Returns when it is durable. */
    void record(String action, String subject, String detail);
  }

  private final VersionedRecords<Room> rooms;
  private final ChatChannel channel;
  private final DeliveryLog log;
  private final TargetPolicy policy;
  private final SecretBox box;
  private final Audit audit;
  private final Clock clock;

  ChatController(
      VersionedRecords<Room> rooms,
      ChatChannel channel,
      DeliveryLog log,
      TargetPolicy policy,
      SecretBox box,
      Audit audit,
      Clock clock) {
    this.rooms = rooms;
    this.channel = channel;
    this.log = log;
    this.policy = policy;
    this.box = box;
    this.audit = audit;
    this.clock = clock;
  }

  @PostMapping
  ResponseEntity<RoomView> add(@Valid @RequestBody RoomRequest request) {
    if (rooms.all().size() >= MAX_ROOMS) {
      throw full();
    }
    boolean account = request.form().hasAccount();
    if (account && request.token() == null) {
      throw invalid("The account needs its token.");
    }
    if (!account && (request.token() != null || request.visibility() != null)) {
      throw invalid("Nothing but an account has a token and a visibility.");
    }
    if (request.visibility() == Visibility.DIRECT) {
      throw invalid("What is direct nobody would see; it is public, unlisted or private.");
    }
    URI url = request.form().endpoint(policy.accept(request.url()));
    Instant now = clock.instant();
    String id = EventIds.next().toString();
    Room room =
        new Room(
            id,
            request.name(),
            request.form(),
            sealed(url.toString(), id),
            url.getHost(),
            request.tags() == null ? Set.of() : request.tags(),
            account(request, id),
            now,
            now,
            Circuit.GOOD,
            1);
    record("webhook-created", room);
    rooms.add(room);
    // Whoever added one at the same moment had not seen this one; who looks last sees all.
    if (rooms.all().size() > MAX_ROOMS) {
      remove(id);
      throw full();
    }
    return ResponseEntity.created(URI.create("/api/channels/" + id)).body(RoomView.of(room));
  }

  private static ErrorResponseException full() {
    return Problems.refusal(
        HttpStatus.CONFLICT,
        "rooms-full",
        "There are too many rooms",
        "There are " + MAX_ROOMS + " already. Remove one first.");
  }

  private @Nullable Account account(RoomRequest request, String id) {
    return request.token() == null
        ? null
        : new Account(
            sealed(request.token(), id),
            request.visibility() == null ? Visibility.PUBLIC : request.visibility());
  }

  private String sealed(String secret, String id) {
    return box.seal(secret.getBytes(StandardCharsets.UTF_8), id);
  }

  @GetMapping
  Page<RoomView> list() {
    return new Page<>(rooms.all().stream().map(RoomView::of).toList(), null);
  }

  @GetMapping("/{id}")
  RoomView get(@PathVariable String id) {
    return RoomView.of(find(id));
  }

  @PatchMapping("/{id}")
  RoomView change(@PathVariable String id, @Valid @RequestBody RoomPatch patch) {
    Room before = find(id);
    Account account = before.account();
    if (account == null && patch.token() != null) {
      throw invalid("Nothing but an account has a token and a visibility.");
    }
    if (account != null && patch.token() == null && patch.url() != null) {
      throw invalid("Another address of an account needs its token, too.");
    }
    URI url = patch.url() == null ? null : before.form().endpoint(policy.accept(patch.url()));
    Instant now = clock.instant();
    record("webhook-changed", changed(before, patch, url, now));
    return rooms
        .update(id, room -> changed(room, patch, url, now))
        .map(RoomView::of)
        .orElseThrow(ChatController::unknown);
  }

  private Room changed(Room room, RoomPatch patch, @Nullable URI url, Instant now) {
    Room changed =
        room.with(
            patch.name() == null ? room.name() : patch.name(),
            url == null ? room.url() : sealed(url.toString(), room.id()),
            url == null ? room.host() : url.getHost(),
            room.account() == null || patch.token() == null
                ? room.account()
                : new Account(sealed(patch.token(), room.id()), room.account().visibility()));
    if (patch.tags() != null && !patch.tags().equals(room.tags())) {
      changed = changed.with(patch.tags(), now);
    }
    if (Boolean.TRUE.equals(patch.enabled()) && !room.circuit().enabled()) {
      return changed.switchedOn(now);
    }
    return Boolean.FALSE.equals(patch.enabled())
        ? changed.with(room.circuit().switchedOff())
        : changed;
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    record("webhook-removed", find(id));
    rooms.remove(id);
  }

  @PostMapping("/{id}/test")
  DeliveryView test(@PathVariable String id) {
    UUID cause = EventIds.next();
    Announcement test =
        new Announcement("ping:" + cause, Type.TEST, "ping", 0, clock.instant(), cause, null);
    return DeliveryView.of(log.test(channel, find(id).recipient(), test));
  }

  @GetMapping("/{id}/deliveries")
  Page<DeliveryView> deliveries(
      @PathVariable String id,
      @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      @RequestParam(required = false) @Nullable UUID cursor) {
    var page = log.to(find(id).id(), cursor == null ? null : cursor.toString(), limit);
    return new Page<>(page.items().stream().map(DeliveryView::of).toList(), page.next());
  }

  /** All that failed; with a time everything that was accepted from then on. */
  @PostMapping("/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Resent resend(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(required = false) @Nullable UUID cursor) {
    return log.resend(
        find(id).id(), since, since == null, cursor == null ? null : cursor.toString());
  }

  private Room find(String id) {
    return rooms.find(id).orElseThrow(ChatController::unknown);
  }

  private static ErrorResponseException invalid(String detail) {
    return Problems.refusal(
        HttpStatus.UNPROCESSABLE_CONTENT, "room-invalid", "The room cannot be like this", detail);
  }

  private static ErrorResponseException unknown() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "room-unknown",
        "There is no such room",
        "No room has this id, or no longer.");
  }

  private void record(String action, Room room) {
    audit.record(action, room.id(), room.name() + ", a room at " + room.host());
  }
}
