package dev.galley.post.snip;

import dev.galley.post.snip.ReadManuscript.Embargo;
import dev.galley.post.snip.ReadManuscript.End;
import dev.galley.post.snip.text.UnreadHeader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a file is not for readers, or not now: the marks by which site generators and publishing
 * systems say so, under names in any case and spelling. A mark that is not understood counts, for a
 * text that goes out by mistake cannot be called back.
 */
public final class Restrictions {

  private static final Set<String> NO = Set.of("", "false", "no", "n", "off", "0");
  private static final Set<String> YES = Set.of("true", "yes", "y", "on", "1");

  /** Names whose every value but a no keeps a post from readers. */
  private static final Set<String> HIDING =
      Set.of(
          "draft",
          "drafts",
          "isdraft",
          "wip",
          "expired",
          // Drawings of a plugin of Obsidian, which are for it alone.
          "excalidrawplugin",
          "private",
          "isprivate",
          "hidden",
          "hide",
          "ishidden",
          "unlisted",
          "unpublished",
          "headless",
          "eleventyexcludefromcollections",
          "secret",
          "confidential",
          "restricted",
          "embargo",
          "embargoed",
          "embargountil",
          "scheduled",
          "scheduledfor",
          "membersonly",
          "memberonly",
          "subscribersonly",
          "subscriberonly",
          "paywall",
          "paywalled",
          "paidonly",
          "password",
          "protected");

  /** Names whose every value but a yes does. */
  private static final Set<String> SHOWING =
      Set.of(
          "published",
          "ispublished",
          "publish",
          "public",
          "ispublic",
          "visible",
          "isvisible",
          "live",
          "ready",
          "listed",
          "enabled",
          "render");

  /** Of those that hide, whose value may be the time from which they no longer do. */
  private static final Set<String> EMBARGOES =
      Set.of("embargo", "embargoed", "embargountil", "scheduled", "scheduledfor");

  private static final Set<String> UNFINISHED =
      Set.of("draft", "drafts", "wip", "private", "hidden", "unpublished");

  private static final Set<String> UNSETTLED =
      Set.of(
          "draft",
          "drafts",
          "wip",
          "private",
          "hidden",
          "unpublished",
          "unlisted",
          "pending",
          "scheduled",
          "future",
          "review",
          "in review",
          "in progress",
          "todo",
          "idea",
          "outline",
          "unfinished",
          "internal",
          "archived",
          "deleted",
          "trash");

  /** Of names that say many things: the values that keep a post from readers. */
  private static final Map<String, Set<String>> MARKS =
      Map.of(
          "state",
          UNSETTLED,
          "stage",
          UNSETTLED,
          "type",
          UNFINISHED,
          "layout",
          UNFINISHED,
          "active",
          Set.of("false", "no", "off", "0"),
          "audience",
          Set.of(
              "members",
              "member",
              "subscribers",
              "subscriber",
              "paid",
              "paying",
              "patrons",
              "supporters",
              "private",
              "internal",
              "staff",
              "team",
              "nobody",
              "none"));

  /** What some file a post under that is not done; a beer may have such a tag as well. */
  private static final Set<String> TAGGING = Set.of("tag", "tags", "category", "categories");

  private static final Set<String> TAGS_OF_DRAFTS = Set.of("draft", "drafts");

  /** Below which themes and writers have names of their own. */
  private static final Set<String> NESTING = Set.of("meta", "metadata", "extra", "params");

  private static final Map<String, Set<String>> STATES =
      Map.of(
          "status", Set.of("", "published", "publish", "public", "live", "final", "featured"),
          "poststatus", Set.of("", "published", "publish", "public", "live", "final"),
          "visibility", Set.of("", "public", "visible"),
          "access", Set.of("", "public", "everybody", "everyone", "all", "open", "free"));

  /** Hugo's options of a page: what of it is made, and whether all lists name it. */
  private static final Map<String, Set<String>> BUILD =
      Map.of("render", Set.of("always", "true"), "list", Set.of("always", "true"));

  private static final Set<String> FROM =
      Set.of(
          "publishdate",
          "pubdate",
          "pubdatetime",
          "publishedat",
          "publishon",
          "date",
          "createdat",
          "datepublished",
          "publisheddate",
          "publicationdate",
          "publishat",
          "publishedon",
          "publishafter",
          "postdate",
          "releasedate",
          "releaseat",
          "golive");
  private static final Set<String> UNTIL =
      Set.of(
          "expirydate",
          "expiry",
          "expire",
          "expires",
          "expireat",
          "expiresat",
          "expireson",
          "expiredate",
          "expiration",
          "expirationdate",
          "unpublishdate",
          "unpublishon",
          "unpublishat");

  private static final Set<String> OTHERS = Set.of("build", "permalink", "template");

  /** States that mean no more than that the date is still to come. */
  private static final Set<String> AWAITING = Set.of("scheduled", "future");

  private static final Pattern DRAFTS =
      Pattern.compile("(?:^|/)(_?drafts?)/", Pattern.CASE_INSENSITIVE);

  private static final Pattern TITLE_OF_DRAFT =
      Pattern.compile("(?:(?i:[\\[(](?:draft|wip)[\\])])|(?:DRAFT|WIP)\\s?[:–—-]).*");

  private static final String NO_DATE = " is not a date and time";
  private static final int SHOWN_CHARS = 60;

  private Restrictions() {}

  /**
   * Why a post is not for readers now of which something else than its own file says this, such as
   * its section or a configuration; for people.
   *
   * @param now what dates are compared with
   * @param clocks what dates mean that name no offset
   */
  public static List<String> in(Map<String, Object> said, Instant now, Clocks clocks) {
    List<String> reasons = new ArrayList<>();
    said.forEach(
        (name, value) -> {
          if (hides(Map.entry(name, value))) {
            reasons.add(shown(name, value));
          } else {
            embargo(name, value, clocks)
                .filter(embargo -> embargo.isAfter(now))
                .map(Embargo::reason)
                .or(() -> date(name, value, now, clocks))
                .ifPresent(reasons::add);
          }
        });
    return reasons;
  }

  /** Whether a file's metadata says, at any time, that its post is not for readers. */
  public static boolean areIn(Map<String, Object> metadata) {
    return metadata.entrySet().stream().anyMatch(entry -> hides(entry, metadata));
  }

  /** Whether a file, which may be a picture, lies in a folder of drafts. */
  public static boolean isOfDrafts(String path) {
    return DRAFTS.matcher(path).find();
  }

  /** Whether a name can keep a post from readers. */
  static boolean read(String name) {
    String normal = MetadataKey.normal(name);
    return HIDING.contains(normal)
        || SHOWING.contains(normal)
        || STATES.containsKey(normal)
        || MARKS.containsKey(normal)
        || TAGGING.contains(normal)
        || FROM.contains(normal)
        || UNTIL.contains(normal)
        || OTHERS.contains(normal);
  }

  /** Removes what {@link #areIn} finds; where its title and tags have to stay, denies them. */
  static void remove(Map<String, Object> metadata, String title) {
    metadata.entrySet().removeIf(Restrictions::isWhollyRemoved);
    metadata.replaceAll((name, value) -> nests(name, value) ? without((Map<?, ?>) value) : value);
    if (areIn(metadata) || areInTitle(title)) {
      MetadataKey.DRAFT.put(metadata, false);
    }
  }

  private static boolean isWhollyRemoved(Map.Entry<String, Object> entry) {
    return !nests(entry.getKey(), entry.getValue()) && hides(entry);
  }

  private static boolean nests(String name, Object value) {
    return NESTING.contains(MetadataKey.normal(name)) && value instanceof Map;
  }

  private static Map<?, ?> without(Map<?, ?> nested) {
    Map<Object, Object> rest = new LinkedHashMap<>(nested);
    rest.entrySet().removeIf(Restrictions::hidesBelow);
    return rest;
  }

  private static boolean hidesBelow(Map.Entry<?, ?> entry) {
    String name = entry.getKey().toString();
    return !nests(name, entry.getValue()) && hides(Map.entry(name, entry.getValue()));
  }

  private static boolean areInTitle(String title) {
    return TITLE_OF_DRAFT.matcher(title.strip()).matches();
  }

  /** Whether a title says that its text is not done, and nothing says otherwise. */
  static boolean areInTitle(String title, Map<String, Object> metadata) {
    return areInTitle(title) && !areDenied(metadata);
  }

  /** Whether a post is said to be none of those that are not done. */
  private static boolean areDenied(Map<String, Object> metadata) {
    return MetadataKey.DRAFT
        .text(metadata)
        .map(Restrictions::plain)
        .filter(NO::contains)
        .isPresent();
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Until when a file's post is not for readers; the last of several.
   *
   * @param path of the file, whose name may have a date that its metadata do not give
   * @param now what dates are compared with
   * @param clocks what dates mean that name no offset
   */
  static Optional<Embargo> embargo(SnipPath path, Snip snip, Instant now, Clocks clocks) {
    List<Embargo> found = new ArrayList<>();
    snip.metadata().forEach((name, value) -> embargo(name, value, clocks).ifPresent(found::add));
    LocalDate named = path.date();
    if (named != null && ManuscriptReader.createdAt(snip.metadata()).isEmpty()) {
      found.add(
          new Embargo(clocks.at(named.atStartOfDay()), shown("date", named) + " is in the future"));
    }
    return found.stream()
        .filter(embargo -> embargo.isAfter(now))
        .max(Comparator.comparing(embargo -> embargo.until().toInstant()));
  }

  private static Optional<Embargo> embargo(String name, Object value, Clocks clocks) {
    return isFrom(name)
        ? Timestamps.parse(value.toString().strip(), clocks)
            .map(until -> new Embargo(until, shown(name, value) + " is in the future"))
        : Optional.empty();
  }

  /** When a file's post is no longer for readers; the first of several. */
  static Optional<End> end(Snip snip, Instant now, Clocks clocks) {
    return snip.metadata().entrySet().stream()
        .filter(entry -> UNTIL.contains(MetadataKey.normal(entry.getKey())))
        .flatMap(
            entry ->
                Timestamps.parse(entry.getValue().toString().strip(), clocks)
                    .map(at -> new End(at, shown(entry.getKey(), entry.getValue())))
                    .stream())
        .filter(end -> end.at().toInstant().isAfter(now))
        .min(Comparator.comparing(end -> end.at().toInstant()));
  }

  private static boolean isFrom(String name) {
    String normal = MetadataKey.normal(name);
    return FROM.contains(normal) || SHOWING.contains(normal) || EMBARGOES.contains(normal);
  }

  /**
   * The reasons for which a file's post stays a draft, for people; beside its embargo.
   *
   * @param path of the file
   * @param now what dates are compared with
   * @param clocks what dates mean that name no offset
   * @param lineOf in which line of the file a name has its value
   */
  static List<String> of(
      SnipPath path, Snip snip, Instant now, Clocks clocks, ToIntFunction<String> lineOf) {
    boolean awaited = embargo(path, snip, now, clocks).isPresent();
    List<String> reasons = new ArrayList<>();
    snip.metadata()
        .forEach(
            (name, value) -> {
              if (awaited && isAwaiting(name, value)) {
                return;
              }
              if (hides(Map.entry(name, value), snip.metadata())) {
                reasons.add("the file says " + shown(name, value));
              } else {
                date(name, value, now, clocks)
                    .map(
                        reason ->
                            reason.endsWith(NO_DATE)
                                ? "line " + lineOf.applyAsInt(name) + ": " + reason
                                : reason)
                    .ifPresent(reasons::add);
              }
            });
    var folder = DRAFTS.matcher(path.path());
    if (folder.find()) {
      reasons.add("it lies in " + folder.group(1));
    }
    if (!snip.isSnip() && snip.metadata().isEmpty() && UnreadHeader.isIn(snip.content())) {
      reasons.add("its beginning looks like metadata, which stands first and between lines of ---");
    }
    return reasons;
  }

  private static boolean isAwaiting(String name, Object value) {
    String normal = MetadataKey.normal(name);
    return (STATES.containsKey(normal) || normal.equals("state") || normal.equals("stage"))
        && AWAITING.contains(value.toString().strip().toLowerCase(Locale.ROOT));
  }

  private static boolean hides(Map.Entry<String, Object> entry, Map<String, Object> metadata) {
    return TAGGING.contains(MetadataKey.normal(entry.getKey()))
        ? values(entry.getValue()).anyMatch(TAGS_OF_DRAFTS::contains) && !areDenied(metadata)
        : hides(entry);
  }

  private static boolean hides(Map.Entry<String, Object> entry) {
    String name = MetadataKey.normal(entry.getKey());
    Object value = entry.getValue();
    String text = value.toString().strip().toLowerCase(Locale.ROOT);
    if (HIDING.contains(name)) {
      return !NO.contains(text)
          && !(EMBARGOES.contains(name) && Timestamps.parse(text).isPresent());
    }
    if (SHOWING.contains(name)) {
      return !YES.contains(text) && Timestamps.parse(text).isEmpty();
    }
    if (name.equals("permalink")) {
      return text.equals("false");
    }
    if (name.equals("template")) { // Galley's own; to others it is the name of a file
      return text.equals("true");
    }
    if (name.equals("build")) {
      return !(value instanceof Map<?, ?> options)
          || options.entrySet().stream().anyMatch(Restrictions::isKeptFromBuild);
    }
    if (nests(name, value)) {
      return ((Map<?, ?>) value).entrySet().stream().anyMatch(Restrictions::hidesBelow);
    }
    if (MARKS.containsKey(name)) {
      return values(value).anyMatch(Objects.requireNonNull(MARKS.get(name))::contains);
    }
    return STATES.containsKey(name) && !STATES.get(name).contains(text);
  }

  private static Stream<String> values(Object value) {
    Stream<?> values =
        value instanceof Collection<?> list
            ? list.stream()
            : Arrays.stream(value.toString().split(","));
    return values.map(Object::toString).map(Restrictions::plain);
  }

  private static boolean isKeptFromBuild(Map.Entry<?, ?> option) {
    Set<String> shown = BUILD.get(MetadataKey.normal(option.getKey().toString()));
    return shown != null && !shown.contains(option.getValue().toString().toLowerCase(Locale.ROOT));
  }

  private static Optional<String> date(String name, Object value, Instant now, Clocks clocks) {
    boolean from = isFrom(name);
    boolean until = UNTIL.contains(MetadataKey.normal(name));
    String text = value.toString().strip();
    boolean isAnswer =
        text.isEmpty()
            || (HIDING.contains(MetadataKey.normal(name)) ? NO : YES)
                .contains(text.toLowerCase(Locale.ROOT));
    if ((!from && !until) || isAnswer) {
      return Optional.empty();
    }
    Optional<Instant> time = Timestamps.parse(text, clocks).map(OffsetDateTime::toInstant);
    if (time.isEmpty()) {
      return Optional.of(shown(name, value) + NO_DATE);
    }
    return time.filter(end -> until && !now.isBefore(end))
        .map(end -> shown(name, value) + " is past");
  }

  private static String shown(String name, Object value) {
    String text = (name + ": " + value).replaceAll("\\p{Cntrl}|\\s+", " ");
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
