package dev.galley.post.template;

import dev.galley.post.content.Content;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Slugs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Posts that are numbered, such as Week 458 and Week 459: those that were changed last, and what
 * the next of each is called. Nobody has to say that they belong together; title and slug end with
 * the same number, and there are two at least.
 */
final class Series {

  private static final int LOOKED_AT = 100;
  private static final int OFFERED = 3;
  private static final int MEMBERS = 2;

  /** Numbers that are looked for at once behind the last one that was seen. */
  private static final int AHEAD = 50;

  private static final int MAX_ROUNDS = 40;
  private static final Pattern NUMBERED = Pattern.compile("(.*\\D)([1-9]\\d{0,8})");

  private final Posts posts;

  Series(Posts posts) {
    this.posts = posts;
  }

  /** What the next posts would be, the series that was changed last first. */
  List<FilledTemplate> next(List<String> authors) {
    Map<String, List<Member>> series = new LinkedHashMap<>();
    for (PostSummary post :
        posts
            .list(new PostQuery(null, null, null, null, null, null, null, LOOKED_AT, null))
            .posts()) {
      Matcher title = NUMBERED.matcher(post.content().title());
      Matcher slug = NUMBERED.matcher(post.content().slug());
      if (title.matches() && slug.matches() && title.group(2).equals(slug.group(2))) {
        series
            .computeIfAbsent(slug.group(1), any -> new ArrayList<>())
            .add(
                new Member(
                    title.group(1), slug.group(1), Long.parseLong(slug.group(2)), post.content()));
      }
    }
    return series.values().stream()
        .filter(members -> members.size() >= MEMBERS)
        .limit(OFFERED)
        .map(members -> next(members, authors))
        .toList();
  }

  private FilledTemplate next(List<Member> members, List<String> authors) {
    Member last = members.get(0);
    for (Member member : members) {
      last = member.number() > last.number() ? member : last;
    }
    long number = free(last.slugStem(), last.number() + 1);
    String title = last.titleStem() + number;
    Content like = last.content();
    return new FilledTemplate(
        "next-of-" + last.slugStem() + number,
        title,
        new FilledTemplate.Post(
            title,
            last.slugStem() + number,
            like.kind(),
            "",
            like.format(),
            null,
            authors,
            like.tags()));
  }

  /**
   * The first number from which on nobody has the next ones; members may have been left as they are
   * for long.
   */
  private long free(String stem, long from) {
    long number = from;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Set<String> slugs =
          LongStream.range(number, number + AHEAD)
              .mapToObj(next -> stem + next)
              .filter(Slugs::isWellFormed)
              .collect(Collectors.toSet());
      long last =
          posts.findBySlugs(slugs).keySet().stream()
              .mapToLong(taken -> Long.parseLong(taken.substring(stem.length())))
              .max()
              .orElse(-1);
      if (last < 0) {
        return number;
      }
      number = last + 1;
    }
    return number;
  }

  /**
   * One of a series.
   *
   * @param titleStem such as {@code "Week "}
   * @param slugStem such as {@code week-}
   */
  private record Member(String titleStem, String slugStem, long number, Content content) {}
}
