package dev.galley.post.transfer;

import dev.galley.post.content.Actor;
import java.util.Set;

/**
 * One import, as far as its files have to know it.
 *
 * @param publish whether posts that are no drafts go on the site, announced to nobody
 * @param authority whose the feed entries' ids are (RFC 4151)
 * @param paths of all files that may be posts: two files of one import must not change each other's
 *     post
 */
record ImportRun(boolean publish, String authority, Actor actor, Set<String> paths) {

  ImportRun {
    paths = Set.copyOf(paths);
  }
}
