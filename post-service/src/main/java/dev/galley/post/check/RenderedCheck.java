package dev.galley.post.check;

import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.preview.RenderService;
import dev.galley.post.preview.RenderService.Noticed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What render-service notices when it renders the page: it alone knows Markdown, and what the site
 * has. Whether a picture has anything to say is known here.
 */
final class RenderedCheck implements Check {

  private static final String MISSING_ALT = "missing-alt";
  private static final String DEAD_LINK = "dead-link";

  private final RenderService renderService;
  private final Pictures pictures;

  RenderedCheck(RenderService renderService, Pictures pictures) {
    this.renderService = renderService;
    this.pictures = pictures;
  }

  @Override
  public Set<String> codes() {
    return Set.of(
        DEAD_LINK,
        "heading-skips",
        "malformed-link",
        MISSING_ALT,
        "missing-post",
        "not-allowed",
        "no-such-place",
        "unclosed-tag",
        "undefined-footnote",
        "undefined-reference",
        RenderService.UNRENDERABLE);
  }

  @Override
  public List<Finding> lookAt(Post post, Content content) {
    List<Noticed> noticed = renderService.notices(content);
    Set<String> decorative = pictures.decorative(pathsWithoutAlt(noticed));
    return noticed.stream()
        .filter(each -> !isDecorative(each, decorative))
        .map(each -> new Finding(each.code(), sentence(each), "body", each.about()))
        .toList();
  }

  private static Set<String> pathsWithoutAlt(List<Noticed> noticed) {
    return noticed.stream()
        .filter(each -> each.code().equals(MISSING_ALT))
        .map(each -> path(each.about()))
        .collect(Collectors.toSet());
  }

  private static boolean isDecorative(Noticed noticed, Set<String> decorative) {
    return noticed.code().equals(MISSING_ALT) && decorative.contains(path(noticed.about()));
  }

  private static String path(String address) {
    return address.startsWith("/") ? address.substring(1) : address;
  }

  private static String sentence(Noticed noticed) {
    return noticed.about().isEmpty()
        ? noticed.message()
        : noticed.message() + ": " + noticed.about();
  }
}
