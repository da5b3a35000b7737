package dev.galley.post.transfer;

import dev.galley.post.content.Actor;
import dev.galley.post.engine.Site;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One import, as far as its files have to know it.
 *
 * @param publish whether posts that are no drafts go on the site, announced to nobody
 * @param dryRun whether it is only said what would become of each file
 * @param authority whose the feed entries' ids are (RFC 4151)
 * @param site what is known of the files together
 * @param earlier what the files said before
 * @param planned which file of a dry run would have a slug
 * @param paths of all files that may be posts: two files of one import must not change each other's
 *     post
 */
record ImportRun(
    boolean publish,
    boolean dryRun,
    String authority,
    Actor actor,
    Site site,
    EarlierVersions earlier,
    Map<String, String> planned,
    Set<String> paths) {

  ImportRun(
      boolean publish,
      boolean dryRun,
      String authority,
      Actor actor,
      Site site,
      EarlierVersions earlier,
      Set<String> paths) {
    this(publish, dryRun, authority, actor, site, earlier, new ConcurrentHashMap<>(), paths);
  }

  ImportRun {
    paths = Set.copyOf(paths);
  }
}
