package dev.galley.post.asset;

import dev.galley.post.asset.Asset.Description;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file beside its name and its bytes, as it goes from one system to another.
 *
 * @param former names that it had, which lead to it
 * @param alt what it says to whoever does not see it; null where nobody has said it
 * @param decorative whether there is nothing to say
 * @param shared whether everybody may see it although no live page uses it; null while nobody has
 *     said so
 */
public record AssetFacts(
    List<String> former, @Nullable String alt, boolean decorative, @Nullable Boolean shared) {

  /** As {@code PATCH /api/assets} takes it. */
  public static final int MAX_ALT_CHARS = 500;

  /** Nobody has said anything. */
  public static final AssetFacts NONE = new AssetFacts(List.of(), null, false, null);

  public AssetFacts {
    former = former.stream().distinct().toList();
    alt = alt == null || alt.isBlank() ? null : alt.strip();
  }

  Description description() {
    return new Description(alt, decorative);
  }

  /** The same where its earlier names are others. */
  public AssetFacts renamed(UnaryOperator<String> names) {
    return new AssetFacts(former.stream().map(names).toList(), alt, decorative, shared);
  }

  /** The same without its earlier names. */
  public AssetFacts withoutFormer() {
    return new AssetFacts(List.of(), alt, decorative, shared);
  }
}
