package dev.galley.render.page.index;

import dev.galley.event.Author;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a post's page; everything but its bytes.
 *
 * @param revision the post's revision that is applied
 * @param version grows with each write of the stored page, also when the revision stays
 * @param emittedAs the id of the page event that told of this version
 * @param acceptedAt when the change that it shows was accepted
 * @param digest of what is told of the page; null unless it is live
 * @param slug the post's present slug
 * @param slugs every slug whose URL is this page's: the present one, former ones, and paths of an
 *     earlier site
 * @param excerpt plain text for lists; null when there is none
 * @param listed whether it appears in lists of posts
 * @param inSitemap whether search engines are told of it
 * @param tagSlugs which tag was found by what on an earlier site, where its name does not say so
 * @param uses what else went into the page, with the state it was in
 * @param images the names of the site's own pictures and files that it shows or leads to
 * @param target where readers are sent; null unless the status is {@link Status#REDIRECT}
 * @param reason why it left the site, for the public; null when nothing was said
 */
public record PageEntry(
    String postId,
    long revision,
    long version,
    UUID emittedAs,
    Instant acceptedAt,
    Status status,
    @Nullable String digest,
    String slug,
    List<String> slugs,
    String title,
    String kind,
    List<Author> authors,
    List<String> tags,
    Map<String, String> tagSlugs,
    OffsetDateTime published,
    OffsetDateTime updated,
    @Nullable String excerpt,
    boolean listed,
    boolean inSitemap,
    Map<String, Long> uses,
    List<String> images,
    @Nullable String target,
    @Nullable String reason) {

  /** Grows when pages that were made before lack something that is kept about them. */
  public static final int FORM = 1;

  /** What the page's URL answers. */
  public enum Status {
    LIVE,
    GONE,
    REDIRECT,
    WITHDRAWN
  }

  public PageEntry {
    slugs = List.copyOf(slugs);
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
    tagSlugs = Map.copyOf(tagSlugs);
    uses = Map.copyOf(uses);
    images = List.copyOf(images);
  }

  public boolean isLive() {
    return status == Status.LIVE;
  }

  /** The path of the page. */
  public String path() {
    return "/" + slug;
  }

  public PageEntry withVersion(long version) {
    return with(version, slugs);
  }

  public PageEntry withSlugs(List<String> slugs) {
    return with(version, slugs);
  }

  private PageEntry with(long newVersion, List<String> newSlugs) {
    return new PageEntry(
        postId,
        revision,
        newVersion,
        emittedAs,
        acceptedAt,
        status,
        digest,
        slug,
        newSlugs,
        title,
        kind,
        authors,
        tags,
        tagSlugs,
        published,
        updated,
        excerpt,
        listed,
        inSitemap,
        uses,
        images,
        target,
        reason);
  }
}
