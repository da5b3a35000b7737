package dev.galley.post.content;

/** Where a post stands on its way to readers. */
public enum PostState {
  /** Being written; never shown to readers. */
  DRAFT,
  /** Not on the site, and will be published at a set time. */
  SCHEDULED,
  /** On the site; its working copy may be ahead of what readers see. */
  PUBLISHED,
  /** Was on the site and was taken from it. */
  UNPUBLISHED,
  /** What other posts begin with; never shown to readers itself. */
  TEMPLATE
}
