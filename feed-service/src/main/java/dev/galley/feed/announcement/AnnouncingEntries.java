package dev.galley.feed.announcement;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.PublishedPost;
import dev.galley.feed.entry.RenderedPage;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.Sending;
import java.util.List;
import org.springframework.core.annotation.Order;

/**
 * Writes down that something became live, or is gone, and has to be told. Whom, and when, is no
 * business of the consumers' threads.
 *
 * <p>What is due is decided by the announcements that the newest revision carries and by those that
 * were written before, never by counting events: a compacted topic may show only a later, silent
 * revision.
 */
@Order(2)
final class AnnouncingEntries implements EntryListener {

  private final MongoAnnouncements announcements;
  private final Reporting reporting;
  private final SiteProperties site;

  AnnouncingEntries(MongoAnnouncements announcements, Reporting reporting, SiteProperties site) {
    this.announcements = announcements;
    this.reporting = reporting;
    this.site = site;
  }

  @Override
  public void onLive(Entry entry, Cause cause, Sending told) {
    announce(
        entry.announcements().stream().map(announced -> published(entry, announced)).toList(),
        cause);
  }

  @Override
  public void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending told) {
    Announcement left = left(retraction, last);
    if (retraction.afterDeletion()) {
      announcements.erase(left.postId(), left);
    }
    announce(List.of(left), cause);
  }

  @Override
  public void onDropped(
      String postId, List<dev.galley.event.Announcement> dropped, Cause cause, Sending told) {
    dropped.forEach(one -> reporting.dropped(postId, one, cause.repeated(), told));
  }

  @Override
  public void onForgotten(String postId) {
    announcements.erase(postId, null);
  }

  private void announce(List<Announcement> all, Cause cause) {
    if (all.isEmpty()) {
      return;
    }
    announcements.write(all);
    if (cause.retry()) {
      for (Announcement announcement : all) {
        announcements.restore(announcement);
        announcements.resend(announcement.id(), null);
      }
    }
  }

  private Announcement published(Entry entry, dev.galley.event.Announcement announced) {
    PublishedPost post = entry.post();
    RenderedPage page = entry.page();
    return new Announcement(
        Announcement.id(post.postId(), announced.revision()),
        Type.PUBLICATION,
        post.postId(),
        announced.revision(),
        announced.at(),
        post.eventId(),
        new Content(
            post.slug(),
            site.resolve(page.url()),
            post.title(),
            post.summary(),
            post.authors(),
            post.tags(),
            post.kind(),
            announced.update(),
            post.entryId(),
            post.firstPublishedAt(),
            post.publishedAt(),
            post.changeNote(),
            page.excerpt(),
            page.html(),
            page.images(),
            null,
            null,
            null));
  }

  private Announcement left(UnpublishedPost gone, Entry last) {
    PublishedPost post = last.post();
    return new Announcement(
        Announcement.id(gone.postId(), gone.toldRevision()),
        Type.UNPUBLICATION,
        gone.postId(),
        gone.toldRevision(),
        gone.toldAt(),
        gone.eventId(),
        new Content(
            post.slug(),
            site.resolve(last.page().url()),
            post.title(),
            null,
            post.authors(),
            post.tags(),
            post.kind(),
            null,
            post.entryId(),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            gone.how(),
            gone.to(),
            gone.reason()));
  }
}
