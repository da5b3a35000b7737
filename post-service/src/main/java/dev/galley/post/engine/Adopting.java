package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.files.Pictures;
import dev.galley.post.engine.files.Withheld;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Folders;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.engine.text.Rewriting;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.SnipPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of each post what is known of it beside its file, once the whole site is surveyed. */
final class Adopting {

  private final Layout layout;
  private final SiteExport.Said said;
  private final Withheld withheld;
  private final Pictures pictures;
  private final Terms terms;
  private final Names names;
  private final Links links;
  private final Rewriting rewriting;

  Adopting(
      Layout layout,
      SiteExport.Said said,
      Withheld withheld,
      Pictures pictures,
      Terms terms,
      Names names,
      Links links,
      Rewriting rewriting) {
    this.layout = layout;
    this.said = said;
    this.withheld = withheld;
    this.pictures = pictures;
    this.terms = terms;
    this.names = names;
    this.links = links;
    this.rewriting = rewriting;
  }

  /** See {@link Site#adopt}. */
  ReadManuscript adopt(SnipPath path, ReadManuscript read, Instant now) {
    String file = path.path();
    names
        .clash(file)
        .ifPresent(
            clash -> {
              throw new BrokenSnip("its address is that of " + clash);
            });
    Place place = names.place(file).orElse(null);
    if (place == null) {
      return read;
    }
    Optional<Taxonomies.Described> described = terms.described(file);
    Optional<String> term = described.map(Taxonomies.Described::path).map(terms::term);
    Map<String, Object> given =
        new LinkedHashMap<>(withheld.given(layout.inOneFolder(file), layout.within(file)));
    described.ifPresent(one -> given.put(one.key(), List.of(term.orElseThrow())));
    Manuscript before = terms.dated(file, term, read.manuscript().given(given, terms::areUnder));
    String slug = names.slug(file);
    List<String> restrictions = restrictions(file, place, read, now);
    List<String> warnings = new ArrayList<>(read.warnings());
    warnings.removeIf(warning -> warning.startsWith("its address is /"));
    warnings.addAll(said.remarks().getOrDefault(file, List.of()));
    List<String> aliases = names.aliases(place, slug, before.metadata());
    if (term.isPresent()) {
      aliases.removeIf(alias -> Place.key(alias).endsWith(Place.key(place.address())));
      warnings.add("where it was, " + place.address() + ", is the list of its tag, and it on that");
    }
    if (!slug.equals(place.name())) {
      warnings.add("its address is /" + slug + ", and was " + place.address());
    }
    Values.text(before.metadata(), "permalink")
        .filter(
            permalink ->
                layout.isOf(Engine.ELEVENTY) && !Permalink.isRead(permalink, before.metadata()))
        .ifPresent(
            permalink ->
                warnings.add("its address was " + permalink + ", which leads nowhere here"));
    List<String> missing = new ArrayList<>();
    Rewriting.Rewritten text =
        rewriting.body(
            path,
            before,
            target -> links.meant(target, file, place.address()),
            target -> links.linked(path, place, target, missing));
    restrictions.addAll(text.restrictions());
    warnings.addAll(text.warnings());
    warnings.addAll(missing);
    Manuscript after =
        before.adopted(
            slug,
            rewriting.format(before),
            text.body(),
            terms.of(file, term, before),
            place.isPage() && Values.value(before.metadata(), "kind").isEmpty()
                ? ManuscriptReader.PAGE
                : before.kind(),
            metadata(before.metadata(), aliases, terms.slugs(before.metadata())));
    return new ReadManuscript(
        after, restrictions, warnings.stream().distinct().toList(), read.embargo(), read.end());
  }

  /** Why it stays a draft. */
  private List<String> restrictions(String path, Place place, ReadManuscript read, Instant now) {
    List<String> restrictions = new ArrayList<>(read.restrictions());
    restrictions.addAll(
        withheld.reasons(layout.inOneFolder(path), layout.within(path), read.manuscript(), now));
    layout.withUnknownRules().map("it is of "::concat).ifPresent(restrictions::add);
    layout
        .hiddenLanguage(path)
        .ifPresent(
            language ->
                restrictions.add("its language, " + language + ", is switched off in the site"));
    if (place.isFront()) {
      restrictions.add(
          "it is the front page, which Galley makes itself; under the name start it would be it");
    }
    if (read.embargo() != null && isHidden(path) && pictures.areIn(Folders.of(path))) {
      restrictions.add("its pictures are for nobody before it is, so a person has to publish it");
    }
    return restrictions;
  }

  /** Whether a file belongs to what is kept from readers: to a bundle, or to all of a folder. */
  boolean isHidden(String path) {
    return withheld.isHidden(layout.inOneFolder(path), layout.within(path))
        || layout.hiddenLanguage(path).isPresent();
  }

  private static Map<String, Object> metadata(
      Map<String, Object> before, List<String> aliases, Map<String, Object> tagSlugs) {
    Map<String, Object> metadata = new LinkedHashMap<>(before);
    if (!aliases.isEmpty()) {
      metadata.keySet().removeIf(name -> name.equalsIgnoreCase(OldAddresses.KEY));
      metadata.put(OldAddresses.KEY, aliases);
    }
    if (!tagSlugs.isEmpty()) {
      tagSlugs.putAll(Values.named(before.getOrDefault(TagSlugs.KEY, "")));
      metadata.put(TagSlugs.KEY, tagSlugs);
    }
    return metadata;
  }
}
