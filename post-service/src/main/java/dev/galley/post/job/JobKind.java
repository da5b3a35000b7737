package dev.galley.post.job;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One kind of long work: a walk along things in an order, which takes a step at a time. */
public interface JobKind {

  /** Kinds by what clients call them, in order. */
  static Map<String, JobKind> byName(List<JobKind> kinds) {
    Map<String, JobKind> named = new TreeMap<>();
    kinds.forEach(kind -> named.put(kind.name(), kind));
    return named;
  }

  /** What clients call it. */
  String name();

  /**
   * How many things there are, about.
   *
   * @param repair whether to mend what is found
   * @throws dev.galley.post.content.InvalidContent when it cannot be done here
   */
  long total(boolean repair);

  /**
   * Does the next few things, within a minute. It may be repeated from the same place.
   *
   * @throws IOException when what it needs is away; it is tried again in a while
   */
  Step step(Task task) throws IOException;

  /**
   * What to do next.
   *
   * @param repair whether to mend what is found
   * @param after the thing behind which to begin; null for the beginning
   */
  record Task(boolean repair, @Nullable String after) {}

  /**
   * What was done.
   *
   * @param after the last thing; null when it was the last of all
   * @param done how many things that were
   * @param counts how many of them became or were what
   * @param lines of those that there is something to say about
   */
  record Step(@Nullable String after, int done, Map<String, Integer> counts, List<Line> lines) {

    public Step {
      counts = Map.copyOf(counts);
      lines = List.copyOf(lines);
    }
  }

  /**
   * What there is to say of one thing.
   *
   * @param what in a word that {@link Step#counts} counts too
   * @param detail for people
   */
  record Line(String subject, String what, String detail) {}
}
