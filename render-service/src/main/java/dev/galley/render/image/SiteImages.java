package dev.galley.render.image;

import dev.galley.event.AssetEvent;
import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import dev.galley.render.page.index.SiteIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/** Which of the site's pictures and files there are, and which of them anybody may see. */
public final class SiteImages {

  private static final String FOLDER = "/images";

  private final ImageIndex index;
  private final SiteIndex pages;
  private final LooseFiles loose;

  SiteImages(ImageIndex index, SiteIndex pages, LooseFiles loose) {
    this.index = index;
    this.pages = pages;
    this.loose = loose;
  }

  /**
   * What is public: what a live page uses, under whichever of its names, and what is shared. Of
   * what was removed, that it is gone: whoever could not see it is not told that it was there.
   */
  boolean isPublic(AssetEvent asset) {
    return isShared(asset) || asset.names().stream().anyMatch(pages::isShown);
  }

  private static boolean isShared(AssetEvent asset) {
    return asset instanceof AssetStored stored
        ? stored.shared()
        : Boolean.TRUE.equals(((AssetRemoved) asset).shared());
  }

  /**
   * Whether there is a file, for whoever may see it.
   *
   * @param path below the site's root, such as {@code /images/x.jpg}; encoded
   */
  public boolean isThere(String path) {
    String name = name(path);
    return index.asset(name).isPresent()
        || index.find(name).isEmpty() && loose.find(name).isPresent();
  }

  /** Whether anybody is shown the file at a path. */
  public boolean isPublic(String path) {
    String name = name(path);
    Optional<AssetStored> asset = index.asset(name);
    return asset.isPresent() ? isPublic(asset.get()) : isThere(path);
  }

  /**
   * Where a public picture is that an earlier site had at a path: all of a site's are below {@code
   * /images/}, and where the site was put under a name, below that name there.
   *
   * @param path below that site's root; encoded, as is what is returned
   */
  public Optional<String> ofEarlierSite(String path) {
    String within = path.startsWith(FOLDER + "/") ? path.substring(FOLDER.length()) : path;
    // Such a name is the first folder of other addresses of the site's posts, too.
    return Stream.concat(
            Stream.of(FOLDER),
            pages.folders().stream()
                .filter(folder -> folder.indexOf('/') < 0)
                .map(name -> path("images/" + name)))
        .map(folder -> folder + within)
        .filter(this::isPublic)
        .findFirst();
  }

  private static String name(String path) {
    try {
      return UriUtils.decode(path.substring(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The paths, encoded, that answer something to anybody: a file, a redirect, that it is gone. */
  public SortedSet<String> paths() throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    index
        .all()
        .filter(this::isPublic)
        .flatMap(event -> event.names().stream())
        .forEach(name -> paths.add(path(name)));
    loose.names().stream()
        .filter(name -> index.find(name).isEmpty())
        .forEach(name -> paths.add(path(name)));
    return paths;
  }

  static String path(String name) {
    return "/" + UriUtils.encodePath(name, StandardCharsets.UTF_8);
  }
}
