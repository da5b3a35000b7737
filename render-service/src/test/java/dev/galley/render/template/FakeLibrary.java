package dev.galley.render.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts in memory. */
final class FakeLibrary implements Library {

  private final Map<String, Snip> snips = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  FakeLibrary with(String slug, String body, Map<String, Object> metadata) {
    snips.put(slug, new Snip(slug, 7, slug, "markdown", body, metadata));
    return this;
  }

  FakeLibrary listing(String slug, String title) {
    links.add(new Link(slug, title));
    return this;
  }

  @Override
  public Optional<Snip> find(String slug) {
    return Optional.ofNullable(snips.get(slug));
  }

  @Override
  public List<Link> all(PostList list) {
    return links;
  }
}
