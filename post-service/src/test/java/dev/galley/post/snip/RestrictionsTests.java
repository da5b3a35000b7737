package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On {@link ManuscriptReaders#TODAY}, 2026-11-28 at noon. */
class RestrictionsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "draft: true",
        "draft: True",
        "draft: TRUE",
        "draft: yes",
        "draft: on",
        "draft: 1",
        "draft: y",
        "draft: perhaps",
        "draft: [a]",
        "Draft: true",
        "DRAFT: true",
        "isDraft: true",
        "IS_DRAFT: true",
        "published: false",
        "published: False",
        "published: no",
        "published: perhaps",
        "published:",
        "published: 2099-01-01",
        "status: draft",
        "status: Private",
        "status: pending",
        "post_status: future",
        "visibility: private",
        "visibility: members",
        "private: true",
        "hidden: true",
        "unlisted: true",
        "headless: true",
        "eleventyExcludeFromCollections: true",
        "hide: true",
        "unpublished: true",
        "is_published: false",
        "visible: false",
        "embargo: 2031-01-01",
        "embargo: until the fair",
        "embargo: true",
        "members_only: true",
        "membersOnly: true",
        "subscribers_only: yes",
        "paywall: soft",
        "access: members",
        "pubDatetime: 2031-01-02T00:00:00Z",
        "password: secret",
        "render: false",
        "permalink: false",
        "template: true",
        "_build: {render: never}",
        "_build: {list: never}",
        "_build: {list: local}",
        "build: {render: false}",
        "build: never",
        "publishDate: 2099-01-01",
        "publish_date: 2099-01-01",
        "publishDate: soon",
        "pubDate: 'Jul 08 2099'",
        "published_at: 2026-11-28T12:00:01Z",
        "date: 2099-05-01",
        "created_at: 2099-05-01",
        "expiryDate: 2017-01-01",
        "expiryDate: 2026-11-28T12:00:00Z",
        "expiryDate: never",
        "unpublishDate: 2017-01-01",
        "state: draft",
        "stage: Draft",
        "state: in progress",
        "type: draft",
        "layout: draft",
        "wip: true",
        "live: false",
        "ready: false",
        "listed: false",
        "enabled: false",
        "active: false",
        "drafts: true",
        "audience: members",
        "audience: [members]",
        "meta: {draft: true}",
        "extra: {draft: true}",
        "params: {published: false}",
        "date_published: 2099-01-01",
        "release_date: 2099-01-01",
        "postDate: 2099-01-01",
        "post_date: 2099-01-01",
        "publish_at: 2099-01-01",
        "published_on: 2099-01-01",
        "scheduled: 2099-01-01",
        "scheduled: true",
        "live: 2099-01-01",
        "expiry: 2020-01-01",
        "expire: 2020-01-01",
        "expirationDate: 2020-01-01",
        "tags: [sea, Draft]",
        "tags: sea, draft",
        "category: Drafts",
        "excalidraw-plugin: parsed"
      })
  void keepsFromReadersWhatAnyEngineMarks(String mark) {
    ReadManuscript read = read("a.md", "---\n" + mark + "\n---\nText\n");

    assertThat(read.isPublishable()).isFalse();
    assertThat(read.remarks(false, false, false))
        .singleElement()
        .asString()
        .startsWith("stays a draft: ")
        .contains(mark.substring(0, mark.indexOf(':')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "draft: false",
        "draft: False",
        "draft: no",
        "draft:",
        "draft: 0",
        "published: true",
        "published: 2016-01-01",
        "publish: yes",
        "status: published",
        "visibility: public",
        "hidden: false",
        "hide: no",
        "visible: true",
        "is_published: 2016-01-01",
        "embargo: false",
        "embargo: 2016-01-01",
        "embargo:",
        "access: public",
        "pubDatetime: 2016-01-02T00:00:00Z",
        "_build: {render: always, list: always, publishResources: false}",
        "publishDate: 2016-01-01",
        "pubDate: 'Jul 08 2022'",
        "pubDate: 8 July 2022",
        "pubDate: 'Fri, 08 Jul 2022 10:00:00 GMT'",
        "date: 2026-11-28T12:00:00Z",
        "expiryDate: 2099-01-01",
        "date:",
        "expiryDate:",
        "permalink: /old/address/",
        "template: page.html",
        "title: draft",
        "state: California",
        "stage: evergreen",
        "type: post",
        "layout: default",
        "active: blog",
        "live: true",
        "enabled: true",
        "archived: true",
        "exclude: true",
        "draft: false\ntags: [sea, draft]",
        "audience: developers",
        "meta: {draft: false, robots: all}",
        "extra: {toc: true}",
        "release_date: 2016-01-01",
        "scheduled: 2016-01-01",
        "expire: 2099-01-01",
        "tags: [draft horses, sea]",
        "category: Drafting"
      })
  void takesForPublicWhatSaysSo(String metadata) {
    assertThat(read("a.md", "---\n" + metadata + "\n---\nText\n").restrictions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_drafts/a.md", "site/Drafts/a.md", "snips/_drafts/b/a.md", "DRAFT/a.md"})
  void keepsFromReadersWhatLiesInAFolderOfDrafts(String path) {
    assertThat(read(path, "Text").isPublishable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[DRAFT] On boats", "(wip) On boats", "DRAFT: On boats"})
  void keepsFromReadersWhatItsTitleCallsADraft(String title) {
    assertThat(read("a.md", "---\ntitle: '" + title + "'\n---\nText\n").restrictions())
        .containsExactly("its title says that it is a draft");
    assertThat(read("a.md", "# Draft horses\n\nText\n").restrictions()).isEmpty();
  }

  @Test
  void removesWhatKeepsAPostFromReadersAndNothingBesideIt() {
    Map<String, Object> metadata =
        new HashMap<>(
            Map.of("wip", true, "extra", Map.of("draft", true, "toc", true), "layout", "post"));

    Restrictions.remove(metadata, "A title");

    assertThat(metadata)
        .containsExactlyInAnyOrderEntriesOf(Map.of("extra", Map.of("toc", true), "layout", "post"));
  }

  @Test
  void keepsFromReadersWhatHasAFutureDateInItsNameAlone() {
    for (String path : List.of("_posts/2031-05-06-x.md", "content/posts/2031-05-06-x/index.md")) {
      ReadManuscript read = read(path, "---\ntitle: X\n---\nText\n");
      assertThat(read.remarks(false, false, false))
          .containsExactly("stays a draft: date: 2031-05-06 is in the future");
      assertThat(read.isSchedulable()).isTrue();
    }
    assertThat(read("2026-11-28-x.md", "Text").isPublishable()).isTrue();
    assertThat(read("2031-05-06-x.md", "---\ndate: 2020-01-01\n---\nText\n").isPublishable())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'date: 2099-05-01', true",
    "'publishDate: 2099-05-01\ndate: 2020-01-01', true",
    "'status: scheduled\ndate: 2099-05-01', true",
    "'status: future\ndate: 2099-05-01', true",
    "'status: scheduled\ndate: 2020-05-01', false",
    "'status: scheduled', false",
    "'embargo: 2099-05-01', true",
    "'pubDatetime: 2099-05-01T10:00:00Z', true",
    "'draft: true\ndate: 2099-05-01', false",
    "'expiryDate: 2020-01-01\ndate: 2099-05-01', false",
    "'date: 2020-05-01', false",
  })
  void mayWaitForItsTimeWhereNothingElseKeepsItFromReaders(String metadata, boolean waits) {
    ReadManuscript read = read("a.md", "---\n" + metadata + "\n---\nText\n");

    assertThat(read.isSchedulable()).isEqualTo(waits);
    assertThat(read.isPublishable()).isEqualTo(metadata.equals("date: 2020-05-01"));
  }

  @Test
  void namesTheFileThatCannotBeOnTheSiteAndIs() {
    ReadManuscript read = read("a.md", "---\ndraft: yes\n---\nText\n");

    assertThat(read.remarks(true, false, false))
        .containsExactly("is on the site, although the file says draft: yes");
  }

  @Test
  void keepsFromReadersWhatSeemsToBeginWithMetadata() {
    assertThat(read("a.md", "Title: A plan\nStatus: draft\n\nText\n").restrictions())
        .containsExactly(
            "its beginning looks like metadata, which stands first and between lines of ---");
    assertThat(read("a.md", "Status: draft\nTitle: A plan\n---\nText\n").isPublishable()).isFalse();
    assertThat(read("a.md", "Dear all: this is a text\n").isPublishable()).isTrue();
    assertThat(read("a.snip.markdown", "Title: A plan\n").isPublishable()).isTrue();
  }

  @Test
  void readsTheCommentInWhichNikolaHasItsMetadata() {
    ReadManuscript read =
        read(
            "a.md", "<!--\n.. title: A plan\n.. status: draft\n.. date: 2016-05-06\n-->\n\nText\n");

    assertThat(read.restrictions()).containsExactly("the file says status: draft");
    assertThat(read.manuscript().title()).isEqualTo("A plan");
    assertThat(read.manuscript().createdAt()).isEqualTo("2016-05-06T00:00:00Z");
    assertThat(read.manuscript().body()).isEqualTo("Text");
    assertThat(read("a.md", "<!--\n.. tags: a, draft\n-->\nText").isPublishable()).isFalse();
    assertThat(read("a.md", ".. status: draft\n\nText").isPublishable()).isFalse();
    assertThat(read("a.md", "<!-- a note -->\nText").manuscript().body())
        .isEqualTo("<!-- a note -->\nText");
  }

  @Test
  void writesAPublicPostWithoutTheMarksOfADraft() {
    Manuscript read =
        read("a.md", "---\nstatus: draft\nDraft: yes\ncolour: red\n---\nText\n").manuscript();
    assertThat(read.draft()).isTrue();
    Manuscript live =
        new Manuscript(
            read.slug(),
            read.title(),
            read.format(),
            read.body(),
            null,
            read.authors(),
            read.tags(),
            read.kind(),
            read.metadata(),
            null,
            null,
            null,
            null,
            false);

    WrittenManuscript written = ManuscriptWriter.write("a.md", live);

    assertThat(new String(written.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("---\ncolour: red\n---\n\nText\n");
  }

  @Test
  void saysWhatBecomesOfAnEndToCome() {
    ReadManuscript read =
        read("a.md", "---\nexpires: 2032-01-01\nexpiryDate: 2031-05-06\n---\nText");
    assertThat(read.remarks(true, false, true))
        .containsExactly("leaves the site later: expiryDate: 2031-05-06");
    assertThat(read.remarks(false, false, false))
        .containsExactly(
            "expiryDate: 2031-05-06 does not take the post off the site; schedule that here");
    assertThat(read("a.md", "---\nexpires: 2020-05-06\n---\nText").end()).isNull();
  }

  private static ReadManuscript read(String path, String text) {
    return ManuscriptReaders.read(
        SnipPath.of(path).orElseThrow(), text.getBytes(StandardCharsets.UTF_8));
  }
}
