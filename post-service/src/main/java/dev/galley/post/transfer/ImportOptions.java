package dev.galley.post.transfer;

/**
 * How an import is to be done.
 *
 * @param publish whether posts that are no drafts go on the site, announced to nobody
 * @param authority whose the feed entries' ids are (RFC 4151): the domain of the old site
 */
record ImportOptions(boolean publish, String authority) {}
