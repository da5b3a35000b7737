package dev.galley.post.template;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TemplateController {

  private final TemplateProperties templates;
  private final Clock clock;

  TemplateController(TemplateProperties templates, Clock clock) {
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * The templates, filled in.
   *
   * @param date the author's day; the server's when absent
   * @param author the slug of a person
   */
  @GetMapping("/api/templates")
  FilledTemplates templates(
      @RequestParam(required = false) @Nullable LocalDate date,
      @RequestParam(defaultValue = "") String author) {
    LocalDate day = date == null ? LocalDate.now(clock) : date;
    TemplateValues values = new TemplateValues(templates.week(day), day, author);
    return new FilledTemplates(
        templates.items().stream().map(template -> template.fill(values)).toList());
  }

  record FilledTemplates(List<FilledTemplate> items) {}
}
