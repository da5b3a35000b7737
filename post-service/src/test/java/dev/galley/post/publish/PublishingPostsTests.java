package dev.galley.post.publish;

import static dev.galley.post.content.PostFixtures.CHRIS;
import static dev.galley.post.content.PostFixtures.NOW;
import static dev.galley.post.content.PostFixtures.change;
import static dev.galley.post.content.PostFixtures.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.check.Check;
import dev.galley.post.check.Checks;
import dev.galley.post.check.ChecksFailed;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Publication;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.Bylines;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.NewPost;
import dev.galley.post.draft.WrongState;
import dev.galley.stream.codec.EventCodec;
import dev.galley.testing.VirtualTime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishingPostsTests {

  private final InMemoryPosts posts = new InMemoryPosts();
  private final VirtualTime time = new VirtualTime(NOW);

  /** One minute later whenever it is asked. */
  private final Clock clock = ((InstantSource) this::later).withZone(ZoneOffset.UTC);

  private final Bylines bylines = new Bylines(posts, clock);
  private final PublishingPosts publishing =
      PublishFixtures.publishing(posts, new PublishedPosts(bylines), Set.of(), clock);
  private final UnpublishingPosts unpublishing = new UnpublishingPosts(posts, clock);

  private Instant later() {
    time.pass(Duration.ofMinutes(1));
    return time.instant();
  }

  private Post draft() {
    Post draft = PostFixtures.draft("week-459");
    posts.insert(draft, change(Action.CREATED), null, null);
    return draft;
  }

  private Post publish(Post post, Update update) {
    return publishing.publish(
        post.id(),
        Expected.revision(post.revision()),
        new PublishPost(update, "Why", null, null, null),
        CHRIS);
  }

  private Post unpublish(Post post, UnpublishPost command) {
    return unpublishing.unpublish(post.id(), Expected.revision(post.revision()), command, CHRIS);
  }

  private Post edit(Post before, Content content) {
    Post after = before.edited(content, NOW);
    posts.replace(before, after, change(Action.EDITED));
    return after;
  }

  private PostPublished lastPublished() {
    return (PostPublished) lastEvent();
  }

  private PostEvent lastEvent() {
    return posts.events().get(posts.events().size() - 1);
  }

  @Test
  void publishesATextInTheSameWriteAsItBecomesTheWorkingCopy() {
    Post first = publish(draft(), null);

    Post second = publishText(first, "Mended");

    assertThat(second.revision()).isEqualTo(first.revision() + 1);
    assertThat(second.working().body()).isEqualTo("Mended");
    assertThat(second.working().slug()).isEqualTo("week-459");
    assertThat(second.contentRevision()).isEqualTo(second.revision());
    assertThat(second.hasUnpublishedChanges()).isFalse();
    assertThat(lastPublished().body()).isEqualTo("Mended");
    assertThat(posts.find(first.id())).contains(second);
    assertThat(posts.contentAt(second, second.revision())).contains(second.working());
  }

  @Test
  void keepsTheWorkingCopyWhenTheTextCannotBePublished() {
    Post first = publish(draft(), null);

    assertThatExceptionOfType(InvalidContent.class).isThrownBy(() -> publishText(first, " "));

    assertThat(posts.find(first.id())).contains(first);
    assertThat(posts.events()).hasSize(1);
  }

  private Post publishText(Post post, String body) {
    NewPost content = new NewPost(null, "Week 459", body, null, null, null, null, null, null, null);
    return publishing.publish(
        post.id(),
        Expected.revision(post.revision()),
        new PublishPost(null, null, null, content, null),
        CHRIS);
  }

  @Test
  void publishesTheWorkingCopyAsAWholeEvent() {
    Post draft = draft();

    Post published = publish(draft, null);

    assertThat(published.state()).isEqualTo(PostState.PUBLISHED);
    assertThat(published.revision()).isEqualTo(2);
    assertThat(published.hasUnpublishedChanges()).isFalse();
    PostPublished event = lastPublished();
    assertThat(event.eventId().version()).isEqualTo(7);
    assertThat(event)
        .usingRecursiveComparison()
        .ignoringFields("eventId")
        .isEqualTo(
            new PostPublished(
                event.eventId(),
                event.occurredAt(),
                draft.id(),
                2,
                "week-459",
                List.of(),
                "Week 459",
                "kramdown",
                draft.working().body(),
                "What we did",
                List.of(new Author("chris-roos", "Chris Roos")),
                List.of("weeknotes"),
                "blog",
                draft.working().metadata(),
                null,
                draft.entryId(),
                event.occurredAt().atOffset(ZoneOffset.UTC),
                event.occurredAt().atOffset(ZoneOffset.UTC),
                Update.FIRST,
                "Why",
                new Announcement(2, Update.FIRST, event.occurredAt()),
                List.of(new Announcement(2, Update.FIRST, event.occurredAt()))));
  }

  @Test
  void sendsEventsThatKeepTheContract() {
    EventCodec codec = new EventCodec(URI.create("/post-service"));
    Post published = publish(draft(), Update.SILENT);
    Post edited = edit(published, content("week-459-again", "Text"));
    Post republished = publish(edited, Update.MAJOR);
    unpublish(
        republished,
        new UnpublishPost(Removal.REDIRECT, URI.create("https://example.com/new"), "Moved"));

    assertThat(posts.events())
        .hasSize(3)
        .allSatisfy(event -> assertThat(codec.fromJson(codec.toJson(event))).isEqualTo(event));
  }

  @Test
  void movesThePostUpOnlyForAMajorUpdate() {
    Post first = publish(draft(), null);
    OffsetDateTime firstDate = first.publicHistory().publishedAt();

    Post minor = publish(first, Update.MINOR);
    Post silent = publish(minor, Update.SILENT);
    Post major = publish(silent, Update.MAJOR);

    assertThat(minor.publicHistory().publishedAt()).isEqualTo(firstDate);
    assertThat(silent.publicHistory().publishedAt()).isEqualTo(firstDate);
    assertThat(major.publicHistory().publishedAt()).isAfter(firstDate);
    assertThat(major.publicHistory().firstPublishedAt()).isEqualTo(firstDate);
  }

  @Test
  void remembersWhatWasAnnouncedThroughLaterQuietUpdates() {
    Post first = publish(draft(), null);
    Post minor = publish(first, null);
    assertThat(lastPublished().update()).isEqualTo(Update.MINOR);
    assertThat(lastPublished().announcement()).isEqualTo(first.live().orElseThrow().announcement());

    Post major = publish(minor, Update.MAJOR);
    publish(major, Update.SILENT);

    assertThat(lastPublished().announcement())
        .extracting(Announcement::revision, Announcement::update)
        .containsExactly(4L, Update.MAJOR);
  }

  @Test
  void namesEveryAnnouncementSinceAnOlderEventMayGoUnsent() {
    Post post = publish(publish(publish(draft(), null), Update.MAJOR), Update.MINOR);

    assertThat(lastPublished().announcements())
        .extracting(Announcement::revision, Announcement::update)
        .containsExactly(tuple(2L, Update.FIRST), tuple(3L, Update.MAJOR));

    for (int n = 0; n < PostPublished.MAX_ANNOUNCEMENTS; n++) {
      post = publish(post, Update.MAJOR);
    }
    assertThat(lastPublished().announcements())
        .hasSize(PostPublished.MAX_ANNOUNCEMENTS)
        .extracting(Announcement::revision)
        .startsWith(5L)
        .endsWith(post.revision());
  }

  @Test
  void namesNoAnnouncementOfBeforeThePostWasTakenBack() {
    Post gone = unpublish(publish(draft(), null), new UnpublishPost(null, null, null));

    Post back = publish(gone, Update.SILENT);
    assertThat(lastPublished().announcement()).isNull();
    assertThat(lastPublished().announcements()).isEmpty();

    publish(back, Update.MAJOR);
    assertThat(lastPublished().announcements())
        .extracting(Announcement::revision)
        .containsExactly(5L);
  }

  @Test
  void announcesNothingForAFirstSilentPublication() {
    publish(draft(), Update.SILENT);

    assertThat(lastPublished().announcement()).isNull();
  }

  @Test
  void refusesUpdatesThatDoNotFitThePast() {
    Post draft = draft();
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> publish(draft, Update.MAJOR));
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> publish(draft, Update.MINOR));

    Post published = publish(draft, Update.FIRST);

    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> publish(published, Update.FIRST));
    assertThat(posts.events()).hasSize(1);
  }

  @Test
  void rejectsPublishingAnEmptyDraft() {
    Post empty = edit(draft(), content("week-459", " \n"));

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> publish(empty, null))
        .withMessageContaining("body");
  }

  @Test
  void rejectsAStaleRevision() {
    Post draft = draft();
    edit(draft, content("week-459", "Newer"));

    assertThatExceptionOfType(StaleRevision.class).isThrownBy(() -> publish(draft, null));
  }

  @Test
  void keepsEditsFromReadersUntilTheNextPublication() {
    Post published = publish(draft(), null);

    Post edited = edit(published, content("week-459", "Not yet"));

    assertThat(edited.hasUnpublishedChanges()).isTrue();
    assertThat(edited.live().orElseThrow().body()).isNotEqualTo("Not yet");
    assertThat(posts.events()).hasSize(1);
    publish(edited, null);
    assertThat(lastPublished().body()).isEqualTo("Not yet");
  }

  @Test
  void redirectsFromEarlierSlugsOnceTheNewOneIsPublic() {
    Post published = publish(draft(), null);
    Post renamed = edit(published, content("week-460"));
    assertThat(renamed.formerSlugs()).isEmpty();

    Post moved = publish(renamed, null);
    assertThat(lastPublished().slug()).isEqualTo("week-460");
    assertThat(lastPublished().formerSlugs()).containsExactly("week-459");

    publish(edit(moved, content("week-459")), null);
    assertThat(lastPublished().slug()).isEqualTo("week-459");
    assertThat(lastPublished().formerSlugs()).containsExactly("week-460");
  }

  @ParameterizedTest
  @EnumSource(Removal.class)
  void unpublishesWithAFullRecord(Removal how) {
    Post published = publish(draft(), null);
    URI to = how == Removal.REDIRECT ? URI.create("/week-460") : null;

    Post gone = unpublish(published, new UnpublishPost(how, to, "Wrong week"));

    assertThat(gone.state()).isEqualTo(PostState.UNPUBLISHED);
    assertThat(gone.live()).isEmpty();
    assertThat(gone.publicHistory().publications())
        .extracting(Publication::update)
        .containsExactly("unpublished", "first");
    assertThat(lastEvent())
        .isEqualTo(
            new PostUnpublished(
                lastEvent().eventId(),
                gone.updatedAt(),
                gone.id(),
                3,
                "week-459",
                List.of(),
                "Week 459",
                gone.entryId(),
                how,
                to,
                "Wrong week",
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/week-459",
        "//evil.example/x",
        "///evil.example",
        "javascript:alert(1)",
        "week-460",
        "http:/x",
        "/a\u202eb",
        "/a\u200bb",
        "https://x.example/a\u2066b",
        "https://x.example:99999/",
        "https://x.example:0/",
        "https://user:p@x.example/",
        "https://x@x.example/"
      })
  void refusesARedirectThatLeadsNowhereSafe(String to) {
    Post published = publish(draft(), null);

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(
            () -> unpublish(published, new UnpublishPost(Removal.REDIRECT, URI.create(to), null)));
  }

  @ParameterizedTest
  @CsvSource({
    "/日本, /%E6%97%A5%E6%9C%AC",
    "/é, /%C3%A9",
    "/a?x=日本#é, /a?x=%E6%97%A5%E6%9C%AC#%C3%A9",
    "/%C3%A9?x=%41, /%C3%A9?x=%41",
    "https://x.example:8443/日本, https://x.example:8443/%E6%97%A5%E6%9C%AC"
  })
  void redirectsToAUriWhateverScriptItWasWrittenIn(String to, String uri) {
    Post published = publish(draft(), null);

    unpublish(published, new UnpublishPost(Removal.REDIRECT, URI.create(to), null));

    assertThat(((PostUnpublished) lastEvent()).to()).isEqualTo(URI.create(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202etxet", "a\u2066b", "a\u0000b", "a\u0085b"})
  void refusesARemarkThatReadsInAnotherOrder(String remark) {
    Post published = publish(draft(), null);

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> unpublish(published, new UnpublishPost(null, null, remark)))
        .withMessageContaining("reason");
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(
            () ->
                publishing.publish(
                    published.id(),
                    Expected.revision(published.revision()),
                    new PublishPost(Update.MINOR, remark, null, null, null),
                    CHRIS))
        .withMessageContaining("changeNote");
  }

  @Test
  void refusesToUnpublishWhatNobodySees() {
    Post draft = draft();

    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> unpublish(draft, new UnpublishPost(null, null, null)));
  }

  @Test
  void isAnnouncedWhenItComesBackForThoseWhoWereToldThatItWent() {
    Post first = publish(draft(), null);
    Post gone = unpublish(first, new UnpublishPost(null, null, null));

    Post back = publish(gone, null);

    assertThat(back.state()).isEqualTo(PostState.PUBLISHED);
    assertThat(lastPublished().update()).isEqualTo(Update.MAJOR);
    assertThat(lastPublished().announcement().revision()).isEqualTo(back.revision());
  }

  @Test
  void signsWithTheNameThatThePersonChose() {
    Content person =
        new Content(
            "chris-roos",
            "Chris",
            "",
            "markdown",
            null,
            List.of(),
            List.of(),
            "page",
            Map.of("display_name", "Chris R."),
            null);
    posts.insert(Post.draft(PostFixtures.id(), person, NOW), change(Action.IMPORTED), null, null);

    publish(draft(), null);

    assertThat(lastPublished().authors()).containsExactly(new Author("chris-roos", "Chris R."));
  }

  @Test
  void publishesOfTheOtherKeysThoseThatAPageShows() {
    Content content = content("week-460").withMetadata(Map.of("is_page", true, "fee", "9"));
    Post draft = edit(draft(), content);

    Post published = publish(draft, null);

    assertThat(lastPublished().metadata()).isEqualTo(Map.of("is_page", true));
    assertThat(published.working().metadata()).containsKey("fee");
    assertThat(published.hasUnpublishedChanges()).isFalse();
    assertThat(
            edit(published, content.withMetadata(Map.of("is_page", true, "fee", "10")))
                .hasUnpublishedChanges())
        .isFalse();
    assertThat(
            edit(
                    posts.find(draft.id()).orElseThrow(),
                    content.withMetadata(Map.of("is_page", false)))
                .hasUnpublishedChanges())
        .isTrue();
  }

  @Test
  void datesAFirstPublicationAsItsAuthorSays() {
    OffsetDateTime paper = OffsetDateTime.parse("1999-12-31T20:00:00.123+01:00");

    Post post = publishDated(draft(), paper);

    assertThat(post.publicHistory().firstPublishedAt()).isEqualTo(paper);
    assertThat(post.publicHistory().publishedAt()).isEqualTo(paper);
    assertThat(lastPublished().firstPublishedAt()).isEqualTo(paper);
    assertThat(lastPublished().occurredAt()).isAfter(NOW);
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> publishDated(post, paper));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2017-11-03T18:33:22.562Z", "0999-12-31T20:00:00Z", "-0005-01-01T00:00Z"})
  void refusesADateToComeOrOneThatFeedsCannotWrite(String date) {
    Post draft = draft();

    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> publishDated(draft, OffsetDateTime.parse(date)))
        .satisfies(
            invalid -> assertThat(invalid.violations().get(0).field()).isEqualTo("publishedAt"));
  }

  private Post publishDated(Post post, OffsetDateTime date) {
    return publishing.publish(
        post.id(),
        Expected.revision(post.revision()),
        new PublishPost(null, null, date, null, null),
        CHRIS);
  }

  @Test
  void publishesNothingThatDoesNotPassARequiredCheck() {
    Check check =
        new Check() {
          @Override
          public Set<String> codes() {
            return Set.of("too-short");
          }

          @Override
          public List<Finding> lookAt(Post post, Content content) {
            return List.of(new Finding("too-short", "It is too short", "body", ""));
          }
        };
    Checks required = new Checks(List.of(check), Set.of("too-short"));
    PublishingPosts strict =
        PublishFixtures.publishing(posts, new PublishedPosts(bylines), Set.of(), required, clock);
    Post draft = draft();

    assertThatExceptionOfType(ChecksFailed.class)
        .isThrownBy(
            () ->
                strict.publish(
                    draft.id(),
                    Expected.revision(draft.revision()),
                    new PublishPost(Update.FIRST, null, null, null, null),
                    CHRIS));
    assertThat(posts.find(draft.id()).orElseThrow().live()).isEmpty();
  }
}
