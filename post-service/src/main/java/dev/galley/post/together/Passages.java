package dev.galley.post.together;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a text the passages of anchors that were made on another state of it: those that moved,
 * and those that were edited a little. For use by one thread.
 *
 * <p>A passage that stands in the text word for word is found where most of its surroundings are
 * the same; a short one only where some are, since its words may stand anywhere. Of one that was
 * edited, three of five words must be there in their order; a short one is what stands between its
 * surroundings. The time grows with text and passage, not with their product.
 */
final class Passages {

  /**
   * Where a passage is; see {@link Anchor} for what is counted.
   *
   * @param end behind its last character
   */
  record Place(int start, int end) {}

  /** So long that the same words do not stand somewhere else by chance. */
  private static final int LONG_CHARS = 24;

  /** So many characters of the surroundings, at one side, tell a place. */
  private static final int TELLING_CHARS = 4;

  private static final int BRACKET_CHARS = 12;

  /** A text may hold the same words without end. */
  private static final int MAX_LOOKS = 5_000;

  private static final int MAX_BRACKETS = 50;

  private static final int FEW_WORDS = 4;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final String text;
  private final Map<String, Integer> vocabulary = new HashMap<>();
  private int[] words = {};
  private int[] starts = {};
  private int[] ends = {};
  private boolean hasWords;

  Passages(String text) {
    this.text = oneFeed(text);
  }

  /** Each line break as one line feed, which is how scripts in browsers see a text. */
  static String oneFeed(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Where the passage is now; empty when its text is gone. */
  Optional<Place> find(Anchor anchor) {
    return asItWas(anchor).or(() -> between(anchor)).or(() -> edited(anchor));
  }

  private Optional<Place> asItWas(Anchor anchor) {
    String exact = anchor.exact();
    int best = -1;
    int bestAlike = -1;
    for (int at : occurrences(exact)) {
      int before = alikeBefore(at, anchor.prefix());
      int behind = alikeBehind(at + exact.length(), anchor.suffix());
      boolean telling =
          exact.length() >= LONG_CHARS
              || Math.max(before, behind) >= TELLING_CHARS
              || (before == anchor.prefix().length() && behind == anchor.suffix().length());
      int alike = before + behind;
      boolean nearer =
          alike == bestAlike && Math.abs(at - anchor.start()) < Math.abs(best - anchor.start());
      if (telling && (alike > bestAlike || nearer)) {
        best = at;
        bestAlike = alike;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(new Place(best, best + exact.length()));
  }

  /**
   * Where a passage begins, the first so many times: Knuth, Morris, Pratt, Fast Pattern Matching in
   * Strings (1977). {@code String.indexOf} would look at each character of a text that repeats
   * itself as often as the passage has characters.
   */
  private List<Integer> occurrences(String passage) {
    int[] border = new int[passage.length() + 1];
    border[0] = -1;
    for (int i = 0, k = -1; i < passage.length(); border[++i] = ++k) {
      while (k >= 0 && passage.charAt(i) != passage.charAt(k)) {
        k = border[k];
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0, k = 0; i < text.length() && found.size() < MAX_LOOKS; i++) {
      while (k >= 0 && (k == passage.length() || text.charAt(i) != passage.charAt(k))) {
        k = border[k];
      }
      if (++k == passage.length()) {
        found.add(i + 1 - k);
      }
    }
    return found;
  }

  private int alikeBefore(int at, String prefix) {
    int alike = 0;
    while (alike < prefix.length()
        && alike < at
        && text.charAt(at - 1 - alike) == prefix.charAt(prefix.length() - 1 - alike)) {
      alike++;
    }
    return alike;
  }

  private int alikeBehind(int at, String suffix) {
    int alike = 0;
    while (alike < suffix.length()
        && at + alike < text.length()
        && text.charAt(at + alike) == suffix.charAt(alike)) {
      alike++;
    }
    return alike;
  }

  /** What stands where the passage stood, if its surroundings at both sides are as they were. */
  private Optional<Place> between(Anchor anchor) {
    String prefix = anchor.prefix();
    String suffix = anchor.suffix();
    if (prefix.length() < BRACKET_CHARS || suffix.length() < BRACKET_CHARS) {
      return Optional.empty();
    }
    String before = prefix.substring(prefix.length() - BRACKET_CHARS);
    String behind = suffix.substring(0, BRACKET_CHARS);
    int longest = 2 * anchor.exact().length() + BRACKET_CHARS;
    int looked = 0;
    for (int at = text.indexOf(before);
        at >= 0 && looked++ < MAX_BRACKETS;
        at = text.indexOf(before, at + 1)) {
      int start = at + before.length();
      int last = Math.min(text.length(), start + longest + BRACKET_CHARS);
      int end = text.substring(start, last).indexOf(behind);
      if (end > 0 && !text.substring(start, start + end).isBlank()) {
        return Optional.of(new Place(start, start + end));
      }
    }
    return Optional.empty();
  }

  private Optional<Place> edited(Anchor anchor) {
    readWords();
    int[] wanted = numbers(anchor.exact());
    if (wanted.length < FEW_WORDS || words.length == 0) {
      return Optional.empty();
    }
    int enough = (3 * wanted.length + 4) / 5;
    int window = Math.min(words.length, wanted.length + wanted.length / 3);
    int from = bestWindow(wanted, window, enough, anchor.start());
    if (from < 0) {
      return Optional.empty();
    }
    List<Integer> common = inOrder(wanted, Arrays.copyOfRange(words, from, from + window));
    return common.size() < enough
        ? Optional.empty()
        : Optional.of(
            new Place(starts[from + common.get(0)], ends[from + common.get(common.size() - 1)]));
  }

  /** Where so many words in a row have the most words of the passage; -1 when they are too few. */
  private int bestWindow(int[] wanted, int window, int enough, int hint) {
    int[] missing = new int[vocabulary.size() + 1];
    for (int word : wanted) {
      missing[word]++;
    }
    int shared = 0;
    int best = -1;
    int most = enough - 1;
    for (int i = 0; i < words.length; i++) {
      if (missing[words[i]]-- > 0) {
        shared++;
      }
      int from = i - window + 1;
      if (from > 0 && ++missing[words[from - 1]] > 0) {
        shared--;
      }
      boolean nearer =
          shared == most
              && best >= 0
              && Math.abs(starts[Math.max(0, from)] - hint) < Math.abs(starts[best] - hint);
      if (from >= 0 && (shared > most || nearer)) {
        most = shared;
        best = from;
      }
    }
    return best;
  }

  /** The places in the second list of what both have in the same order. */
  private static List<Integer> inOrder(int[] a, int[] b) {
    int[][] length = new int[a.length + 1][b.length + 1];
    for (int i = a.length - 1; i >= 0; i--) {
      for (int j = b.length - 1; j >= 0; j--) {
        length[i][j] =
            a[i] == b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    List<Integer> common = new ArrayList<>();
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common.add(j);
        i++;
        j++;
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return common;
  }

  private void readWords() {
    if (hasWords) {
      return;
    }
    hasWords = true;
    List<int[]> found = new ArrayList<>();
    for (Matcher word = WORD.matcher(text); word.find(); ) {
      Integer number =
          vocabulary.computeIfAbsent(
              word.group().toLowerCase(Locale.ROOT), any -> vocabulary.size() + 1);
      found.add(new int[] {number, word.start(), word.end()});
    }
    words = found.stream().mapToInt(each -> each[0]).toArray();
    starts = found.stream().mapToInt(each -> each[1]).toArray();
    ends = found.stream().mapToInt(each -> each[2]).toArray();
  }

  /** The words of a passage by their numbers; 0 for those that the text does not have. */
  private int[] numbers(String passage) {
    return WORD.matcher(passage)
        .results()
        .mapToInt(word -> vocabulary.getOrDefault(word.group().toLowerCase(Locale.ROOT), 0))
        .toArray();
  }
}
