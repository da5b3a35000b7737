package dev.galley.render.image;

import dev.galley.event.AssetStored;
import dev.galley.render.page.ImageNames;
import dev.galley.render.page.Tags;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.Pictures;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes into pages how large their pictures are, and in which sizes they are there; and which
 * roles footnotes have. What is stored and told of a page stays as rendered.
 */
public final class PagePictures implements Pictures {

  /** The width of a page's text in the theme. */
  private static final String TEXT = "(max-width: 44rem) 100vw, 44rem";

  private static final int TEXT_WIDTH_PIXELS = 704;
  private static final String LAZY = " loading=\"lazy\"";

  private final ImageIndex index;
  private final SiteImages images;
  private final ImageKeys keys;
  private final URI site;

  PagePictures(ImageIndex index, SiteImages images, ImageKeys keys, URI site) {
    this.index = index;
    this.images = images;
    this.keys = keys;
    this.site = site;
  }

  @Override
  public long state(PageEntry page) {
    long state = 0;
    for (String name : page.images()) {
      AssetStored asset = index.asset(name).orElse(null);
      state = 31 * state + (asset == null ? 0 : asset.id().hashCode() + 31 * asset.revision());
    }
    return state;
  }

  @Override
  public Instant changedAt(PageEntry page) {
    return page.images().stream()
        .flatMap(name -> index.changedAt(name).stream())
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  @Override
  public String dressed(String html) {
    return changed(html, asset -> "");
  }

  /** The same for a draft, whose reader gets pictures that nobody else may see yet. */
  public String previewed(String html) {
    Keys withKeys =
        asset ->
            images.isPublic(asset)
                ? ""
                : keys.key(current(asset)).map(key -> "key=" + key).orElse("");
    return Tags.changed(changed(html, withKeys), (element, tag) -> signed(tag, withKeys));
  }

  /** Gives the key, if there is to be one, as a part of a query. */
  @FunctionalInterface
  private interface Keys {
    String of(AssetStored asset);
  }

  private String changed(String html, Keys withKeys) {
    boolean[] first = {true};
    return Tags.changed(
        html,
        (element, tag) -> {
          if (!element.equals("img")) {
            return FootnoteRoles.changed(element, tag);
          }
          boolean lazy = !first[0];
          first[0] = false;
          return image(tag, lazy, withKeys);
        });
  }

  /** What leads to a file or plays it. */
  private @Nullable String signed(String tag, Keys withKeys) {
    String changed = tag;
    for (String kind : List.of("src", "href", "poster")) {
      String address = Tags.attributes(changed).get(kind);
      Optional<AssetStored> asset = asset(address);
      String key = asset.map(withKeys::of).orElse("");
      if (asset.isPresent() && !key.isEmpty()) {
        changed = with(changed, kind, address, SiteImages.path(current(asset.get())) + "?" + key);
      }
    }
    return changed.equals(tag) ? null : changed;
  }

  private Optional<AssetStored> asset(@Nullable String address) {
    return address == null ? Optional.empty() : ImageNames.of(address, site).flatMap(index::asset);
  }

  private static String with(String tag, String attribute, @Nullable String before, String after) {
    return tag.replace(
        " " + attribute + "=\"" + before + "\"", " " + attribute + "=\"" + after + "\"");
  }

  private static String current(AssetStored asset) {
    return asset.names().get(0);
  }

  private String image(String tag, boolean lazy, Keys withKeys) {
    Map<String, String> said = Tags.attributes(tag);
    StringBuilder more = new StringBuilder();
    asset(said.get("src")).ifPresent(asset -> size(asset, said, withKeys.of(asset), more));
    if (lazy && !said.containsKey("loading")) {
      more.append(LAZY);
    }
    if (!said.containsKey("decoding")) {
      more.append(" decoding=\"async\"");
    }
    // Rendering says it of every picture; the first one is what the reader waits for.
    String changed = lazy ? tag : tag.replace(LAZY, "");
    int end = changed.endsWith("/>") ? changed.length() - 2 : changed.length() - 1;
    return changed.substring(0, end).stripTrailing() + more + changed.substring(end);
  }

  private static void size(
      AssetStored asset, Map<String, String> said, String key, StringBuilder more) {
    Long width = asset.width();
    Long height = asset.height();
    if (width == null || height == null || width < 1 || height < 1) {
      return;
    }
    if (!said.containsKey("width") && !said.containsKey("height")) {
      more.append(" width=\"%d\" height=\"%d\"".formatted(width, height));
    }
    if (isShare(said.get("width")) && !said.containsKey("height") && !said.containsKey("style")) {
      more.append(" style=\"aspect-ratio: %d / %d\"".formatted(width, height));
    }
    if (Variants.isPossible(asset.mediaType()) && !said.containsKey("srcset")) {
      more.append(" srcset=\"").append(sources(asset, width, key)).append('"');
      more.append(" sizes=\"").append(sizes(said.get("width"), width)).append('"');
    }
  }

  private static boolean isShare(@Nullable String width) {
    return width != null && width.endsWith("%");
  }

  private static String sources(AssetStored asset, long width, String key) {
    String path = SiteImages.path(current(asset)).replace(",", "%2C") + "?";
    String hash = "h=" + ImageServlet.hash(asset) + (key.isEmpty() ? "" : "&amp;" + key);
    List<String> sources = new ArrayList<>();
    for (int one : Variants.WIDTHS) {
      sources.add(path + "w=" + one + "&amp;" + hash + " " + Math.min(one, width) + "w");
      if (one >= width) {
        break;
      }
    }
    return String.join(", ", sources);
  }

  private static String sizes(@Nullable String said, long width) {
    if (isShare(said)) {
      return TEXT;
    }
    boolean pixels = said != null && said.matches("[1-9]\\d{0,4}");
    long shown = pixels ? Long.parseLong(said) : width;
    return shown < TEXT_WIDTH_PIXELS ? "(max-width: " + shown + "px) 100vw, " + shown + "px" : TEXT;
  }
}
