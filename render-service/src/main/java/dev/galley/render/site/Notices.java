package dev.galley.render.site;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.theme.NoticeView;
import dev.galley.render.theme.Theme;
import dev.galley.web.answer.Answer;
import dev.galley.web.answer.Representation;
import java.util.ArrayList;
import java.util.List;

/** The pages that say why there is no other one. */
final class Notices {

  private final Theme theme;
  private final Answer notFound;
  private final Answer unavailable;

  Notices(Theme theme) {
    this.theme = theme;
    notFound =
        notice(404, "Page not found", List.of("There is no page at this address, and never was."));
    unavailable =
        notice(
            503,
            "Back in a moment",
            List.of("The site is just starting, or its store is away. Please try again shortly."));
  }

  Answer notFound() {
    return notFound;
  }

  Answer unavailable() {
    return unavailable;
  }

  /** A page that was here and was removed. */
  Answer gone(PageEntry entry) {
    boolean withdrawn = entry.status() == PageEntry.Status.WITHDRAWN;
    List<String> paragraphs = new ArrayList<>();
    // What was deleted has no title any more.
    String name = entry.title().isEmpty() ? "What was here" : "“" + entry.title() + "”";
    paragraphs.add(
        name + (withdrawn ? " was withdrawn by its authors." : " is no longer published."));
    if (entry.reason() != null) {
      paragraphs.add(entry.reason());
    }
    return notice(410, withdrawn ? "Withdrawn" : "No longer here", paragraphs);
  }

  private Answer notice(int status, String title, List<String> paragraphs) {
    return Answer.failure(
        status, Representation.html(theme.notice(new NoticeView(title, paragraphs))));
  }
}
