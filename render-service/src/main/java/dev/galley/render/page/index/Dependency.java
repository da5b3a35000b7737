package dev.galley.render.page.index;

import dev.galley.render.template.PostList;

/** The names under which an entry records what else went into its page. */
public final class Dependency {

  /** What is the same for all pages: how their content is rendered. */
  public static final String RENDERING = "rendering:";

  private static final String POST = "post:";
  private static final String LIST = "list:";
  private static final String IMAGE = "image:";

  private Dependency() {}

  /** The content of another post. */
  public static String post(String slug) {
    return POST + slug;
  }

  /** Slugs and titles of a list of posts. */
  public static String list(PostList list) {
    return LIST + list.name();
  }

  /** One of the site's own pictures; kept with the entry under a list of its own. */
  static String image(String name) {
    return IMAGE + name;
  }

  private static boolean isList(String dependency) {
    return dependency.startsWith(LIST);
  }

  /** Whether a list of posts went into a page. */
  public static boolean usesList(PageEntry entry) {
    return entry.uses().keySet().stream().anyMatch(Dependency::isList);
  }

  /** How a dependency stands now. */
  public static long state(String dependency, SiteIndex index) {
    if (dependency.equals(RENDERING)) {
      return index.rendering();
    }
    if (isList(dependency)) {
      return index.fingerprint(PostList.valueOf(dependency.substring(LIST.length())));
    }
    return index.live(dependency.substring(POST.length())).map(PageEntry::revision).orElse(0L);
  }
}
