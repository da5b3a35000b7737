package dev.galley.post.template;

import dev.galley.post.audit.Who;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
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
  private final People people;
  private final Clock clock;

  TemplateController(TemplateProperties templates, People people, Clock clock) {
    this.templates = templates;
    this.people = people;
    this.clock = clock;
  }

  /**
   * The templates, filled in.
   *
   * @param date the author's day; the server's when absent
   * @param author the slug of a person; the sender's when absent
   */
  @GetMapping("/api/templates")
  FilledTemplates templates(
      @RequestParam(required = false) @Nullable LocalDate date,
      @RequestParam(required = false) @Nullable @Size(max = 200) String author,
      HttpServletRequest request) {
    LocalDate day = date == null ? LocalDate.now(clock) : date;
    TemplateValues values =
        new TemplateValues(templates.week(day), day, author == null ? slug(request) : author);
    return new FilledTemplates(
        templates.items().stream().map(template -> template.fill(values)).toList());
  }

  private String slug(HttpServletRequest request) {
    return Who.of(request.getUserPrincipal())
        .map(Who::person)
        .flatMap(people::find)
        .map(Person::slug)
        .orElse("");
  }

  record FilledTemplates(List<FilledTemplate> items) {}
}
