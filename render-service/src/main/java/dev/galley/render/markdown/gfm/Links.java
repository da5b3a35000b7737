package dev.galley.render.markdown.gfm;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.dialect.Watch;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.node.Image;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Looks at whatever might be a link or an image before CommonMark's rules do: keeps the watch
 * awake, notices references to nothing, and reads one thing more than CommonMark, an image whose
 * file has blanks in its name.
 */
final class Links implements LinkProcessor {

  private static final int STEPS_PER_LINK = 50;

  // note-taking programs write ![](Pasted image.png), which CommonMark leaves as text
  private static final Pattern FILE_WITH_BLANKS =
      Pattern.compile("[^\\s<>()\"'][^\\n<>()\"']*\\.[A-Za-z0-9]{2,5}");

  private final Watch watch;
  private final Findings findings;

  Links(Watch watch, Findings findings) {
    this.watch = watch;
    this.findings = findings;
  }

  @Override
  public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
    watch.tick(STEPS_PER_LINK);
    if (link.destination() != null) {
      return LinkResult.none();
    }
    notice(link, context);
    boolean bare = link.label() == null || link.label().isEmpty();
    return bare && isImage(link) ? fileWithBlanks(link, scanner) : LinkResult.none();
  }

  private static boolean isImage(LinkInfo link) {
    return link.marker() != null && link.marker().getLiteral().equals("!");
  }

  private void notice(LinkInfo link, InlineParserContext context) {
    String label = link.label();
    if (label != null && !label.isEmpty()) {
      if (context.getDefinition(LinkReferenceDefinition.class, label) == null) {
        findings.add(
            Code.UNDEFINED_REFERENCE, "A link's reference is not defined", "[" + label + "]");
      }
    } else if (link.text().startsWith("^")
        && context.getDefinition(FootnoteDefinition.class, link.text().substring(1)) == null) {
      findings.add(Code.UNDEFINED_FOOTNOTE, "A footnote is not defined", "[" + link.text() + "]");
    }
  }

  private LinkResult fileWithBlanks(LinkInfo image, Scanner scanner) {
    scanner.setPosition(image.afterTextBracket());
    if (!scanner.next('(')) {
      return LinkResult.none();
    }
    Position start = scanner.position();
    int length = scanner.find(')');
    if (length <= 0) {
      return LinkResult.none();
    }
    watch.tick(length);
    String address = scanner.getSource(start, scanner.position()).getContent();
    if (!FILE_WITH_BLANKS.matcher(address).matches()) {
      return LinkResult.none();
    }
    scanner.next();
    return LinkResult.wrapTextIn(new Image(address, null), scanner.position()).includeMarker();
  }
}
