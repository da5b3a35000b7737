package dev.galley.post.snip;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A post that was read from a file, and what its author should know.
 *
 * @param restrictions why it is not to be published by an import, for people
 * @param warnings what else will not work as written, for people
 * @param embargo until when it is not for readers; absent when no time is to come
 * @param end from when it is not any more; absent when no time is to come
 */
public record ReadManuscript(
    Manuscript manuscript,
    List<String> restrictions,
    List<String> warnings,
    @Nullable Embargo embargo,
    @Nullable End end) {

  /**
   * A time before which a post is not for readers.
   *
   * @param reason which the file gives, for people
   */
  public record Embargo(OffsetDateTime until, String reason) {

    boolean isAfter(Instant now) {
      return until.toInstant().isAfter(now);
    }
  }

  /**
   * A time from which a post is not for readers any more.
   *
   * @param mark by which the file says so, for people
   */
  public record End(OffsetDateTime at, String mark) {}

  public ReadManuscript {
    restrictions = List.copyOf(restrictions);
    warnings = List.copyOf(warnings);
  }

  /** The same with one more reason. */
  public ReadManuscript restricted(String reason) {
    return new ReadManuscript(
        manuscript,
        Stream.concat(restrictions.stream(), Stream.of(reason)).toList(),
        warnings,
        embargo,
        end);
  }

  /** The same with more that its author should know. */
  public ReadManuscript warned(Stream<String> more) {
    return new ReadManuscript(
        manuscript, restrictions, Stream.concat(warnings.stream(), more).toList(), embargo, end);
  }

  /** The same without its end, which stands in the warnings. */
  public ReadManuscript endless(String reason) {
    ReadManuscript warned = warned(Stream.of(reason));
    return new ReadManuscript(manuscript, restrictions, warned.warnings, embargo, null);
  }

  /** Whether a publication on import takes this one too. */
  public boolean isPublishable() {
    return mayEverBe() && embargo == null;
  }

  /** Whether such a publication has it go out at the end of its embargo. */
  public boolean isSchedulable() {
    return mayEverBe() && embargo != null;
  }

  private boolean mayEverBe() {
    return restrictions.isEmpty() && !manuscript.body().isEmpty();
  }

  /**
   * All that its author should know.
   *
   * @param isLive whether the post is on the site, from an earlier publication
   * @param goesOut whether it goes out by itself
   * @param leaves whether it leaves the site by itself
   */
  public List<String> remarks(boolean isLive, boolean goesOut, boolean leaves) {
    String what =
        isLive ? "is on the site, although " : goesOut ? "goes out later: " : "stays a draft: ";
    return Stream.of(
            restrictions.stream().map(what::concat),
            Stream.ofNullable(embargo).map(embargo -> what + embargo.reason()),
            warnings.stream(),
            Stream.ofNullable(end)
                .map(
                    end ->
                        leaves
                            ? "leaves the site later: " + end.mark()
                            : end.mark()
                                + " does not take the post off the site; schedule that here"))
        .flatMap(all -> all)
        .toList();
  }
}
