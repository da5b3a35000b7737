package dev.galley.post.together;

import dev.galley.post.audit.Who;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.Expected;
import dev.galley.post.together.Note.Reply;
import dev.galley.post.together.Note.Resolved;
import dev.galley.post.together.Note.Writer;
import dev.galley.post.watching.Watchers;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.OneLine;
import dev.galley.web.Problems;
import dev.galley.web.answer.ETags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The notes on a post over HTTP. */
@RestController
@RequestMapping("/api/posts/{id}/notes")
class NoteController {

  /** How often a reply is added again when others reply in the same moment. */
  private static final int MAX_TRIES = 10;

  private final Notes notes;
  private final Posts posts;
  private final Watchers watchers;
  private final Clock clock;

  NoteController(Notes notes, Posts posts, Watchers togetherWatchers, Clock clock) {
    this.notes = notes;
    this.posts = posts;
    this.watchers = togetherWatchers;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<NoteList> list(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Boolean resolved,
      @RequestParam(defaultValue = "200") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable UUID cursor,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
    Post post = post(id);
    String tag = "\"" + post.contentRevision() + "-" + Integer.toHexString(notes.tag(id)) + "\"";
    if (ETags.matches(ifNoneMatch, tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    List<Note> page = notes.list(id, resolved, cursor == null ? null : cursor.toString(), limit);
    Passages passages = new Passages(post.working().body());
    return ResponseEntity.ok()
        .eTag(tag)
        .body(
            new NoteList(
                page.stream().map(note -> NoteView.of(note, passages)).toList(),
                page.size() < limit ? null : page.get(limit - 1).id()));
  }

  @GetMapping("/{noteId}")
  ResponseEntity<NoteView> read(@PathVariable String id, @PathVariable String noteId) {
    return ok(post(id), note(id, noteId));
  }

  @PostMapping
  ResponseEntity<NoteView> add(
      @PathVariable String id, @RequestBody @Valid NewNote wish, HttpServletRequest request) {
    Post post = post(id);
    Note note =
        new Note(
            EventIds.next().toString(),
            id,
            1,
            sender(request),
            words(wish.text()),
            now(),
            null,
            wish.anchor() == null ? null : wish.anchor().toAnchor(),
            null,
            List.of());
    notes.add(note);
    watchers.changed(id);
    return ResponseEntity.created(URI.create("/api/posts/" + id + "/notes/" + note.id()))
        .eTag(ETags.of(note.revision()))
        .body(NoteView.of(note, new Passages(post.working().body())));
  }

  @PatchMapping("/{noteId}")
  ResponseEntity<NoteView> reword(
      @PathVariable String id,
      @PathVariable String noteId,
      Expected expected,
      @RequestBody @Valid Words wish,
      HttpServletRequest request) {
    String words = words(wish.text());
    return change(id, noteId, expected, note -> note.reworded(sender(request), words, now()));
  }

  @PostMapping("/{noteId}/resolve")
  ResponseEntity<NoteView> resolve(
      @PathVariable String id,
      @PathVariable String noteId,
      Expected expected,
      HttpServletRequest request) {
    Resolved how = new Resolved(sender(request), now());
    return change(
        id, noteId, expected, note -> note.resolved() == null ? note.resolved(how) : note);
  }

  @PostMapping("/{noteId}/reopen")
  ResponseEntity<NoteView> reopen(
      @PathVariable String id, @PathVariable String noteId, Expected expected) {
    return change(
        id, noteId, expected, note -> note.resolved() == null ? note : note.resolved(null));
  }

  @DeleteMapping("/{noteId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String id,
      @PathVariable String noteId,
      Expected expected,
      HttpServletRequest request) {
    post(id);
    Note note = expected(expected, note(id, noteId));
    note.requireAuthor(sender(request));
    notes.delete(note);
    watchers.changed(id);
  }

  @PostMapping("/{noteId}/replies")
  ResponseEntity<NoteView> reply(
      @PathVariable String id,
      @PathVariable String noteId,
      @RequestBody @Valid Words wish,
      HttpServletRequest request) {
    Post post = post(id);
    Reply reply =
        new Reply(EventIds.next().toString(), sender(request), words(wish.text()), now(), null);
    Note after = answered(id, noteId, reply);
    watchers.changed(id);
    return ResponseEntity.status(HttpStatus.CREATED)
        .eTag(ETags.of(after.revision()))
        .body(NoteView.of(after, new Passages(post.working().body())));
  }

  /** Replies of several people do not contradict each other. */
  private Note answered(String id, String noteId, Reply reply) {
    for (int tries = 1; ; tries++) {
      try {
        return notes.change(note(id, noteId), note -> note.answered(reply));
      } catch (Notes.Stale faster) {
        if (tries == MAX_TRIES) {
          throw faster;
        }
      }
    }
  }

  @PatchMapping("/{noteId}/replies/{replyId}")
  ResponseEntity<NoteView> rewordReply(
      @PathVariable String id,
      @PathVariable String noteId,
      @PathVariable String replyId,
      Expected expected,
      @RequestBody @Valid Words wish,
      HttpServletRequest request) {
    String words = words(wish.text());
    return change(
        id, noteId, expected, note -> note.rewordedReply(replyId, sender(request), words, now()));
  }

  @DeleteMapping("/{noteId}/replies/{replyId}")
  ResponseEntity<NoteView> deleteReply(
      @PathVariable String id,
      @PathVariable String noteId,
      @PathVariable String replyId,
      Expected expected,
      HttpServletRequest request) {
    return change(id, noteId, expected, note -> note.withoutReply(replyId, sender(request)));
  }

  private ResponseEntity<NoteView> change(
      String id, String noteId, Expected expected, UnaryOperator<Note> change) {
    Post post = post(id);
    Note before = expected(expected, note(id, noteId));
    Note wanted = change.apply(before);
    if (wanted == before) {
      return ok(post, before);
    }
    Note after = notes.change(before, same -> wanted);
    watchers.changed(id);
    return ok(post, after);
  }

  private static Note expected(Expected expected, Note note) {
    if (!expected.ifMatch().matches(note.revision())) {
      throw new Notes.Stale(note.revision());
    }
    return note;
  }

  private Post post(String id) {
    return posts.find(id).orElseThrow(() -> new PostNotFound(id));
  }

  private Note note(String id, String noteId) {
    return notes.find(id, noteId).orElseThrow(Notes.NotFound::new);
  }

  private static ResponseEntity<NoteView> ok(Post post, Note note) {
    return ResponseEntity.ok()
        .eTag(ETags.of(note.revision()))
        .body(NoteView.of(note, new Passages(post.working().body())));
  }

  static Writer sender(HttpServletRequest request) {
    return Who.of(request.getUserPrincipal())
        .map(who -> new Writer(who.person() == null ? who.id() : who.person(), who.name()))
        .orElseThrow(() -> new IllegalStateException("Nobody is let in without a token"));
  }

  private static String words(String given) {
    String words = Passages.oneFeed(given).strip();
    if (words.isEmpty() || words.length() > Note.MAX_CHARS || !OneLine.Rule.areLines(words)) {
      throw InvalidContent.of(
          "text",
          "must be 1 to "
              + Note.MAX_CHARS
              + " characters of Unicode text without control characters and directional overrides");
    }
    return words;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @ExceptionHandler
  ProblemDetail on(Notes.NotFound missing) {
    return Problems.of(
        HttpStatus.NOT_FOUND, "note-not-found", "There is no such note", "It may be deleted.");
  }

  @ExceptionHandler
  ProblemDetail on(Note.NotYours others) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "not-yours",
        "Somebody else wrote this",
        "Only who wrote a note or a reply changes or deletes it; anybody can reply or resolve it.");
  }

  @ExceptionHandler
  ProblemDetail on(Note.TooMany full) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "too-many-notes",
        "There is no room for more",
        full.getMessage() + ".");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(Notes.Stale stale) {
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .eTag(ETags.of(stale.current))
        .body(
            Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "stale-revision",
                "Somebody else changed the note",
                "The note is at revision " + stale.current + ". Read it again."));
  }

  /**
   * A note to make.
   *
   * @param anchor the passage that it is about; absent for the whole post
   */
  record NewNote(@NotNull String text, @Valid @Nullable NewAnchor anchor) {}

  /** See {@link Anchor}. */
  record NewAnchor(
      @NotNull String exact,
      @Nullable String prefix,
      @Nullable String suffix,
      @Nullable @Min(0) Integer start) {

    Anchor toAnchor() {
      return Anchor.of(exact, prefix, suffix, start == null ? 0 : start);
    }
  }

  /** New words. */
  record Words(@NotNull String text) {}

  /**
   * A page of notes, the oldest first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record NoteList(List<NoteView> items, @Nullable String next) {}

  /**
   * A note as the API shows it.
   *
   * @param editedAt null when the words are the first ones
   * @param anchor the passage that it is about; null for the whole post
   * @param place where the passage is in the working copy now; null when its text is gone
   * @param resolved null while it is open
   */
  record NoteView(
      String id,
      long revision,
      Writer by,
      String text,
      Instant at,
      @Nullable Instant editedAt,
      @Nullable Anchor anchor,
      Passages.@Nullable Place place,
      @Nullable Resolved resolved,
      List<Reply> replies) {

    static NoteView of(Note note, Passages passages) {
      return new NoteView(
          note.id(),
          note.revision(),
          note.by(),
          note.text(),
          note.at(),
          note.editedAt(),
          note.anchor(),
          note.anchor() == null ? null : passages.find(note.anchor()).orElse(null),
          note.resolved(),
          note.replies());
    }
  }
}
