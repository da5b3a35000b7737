package dev.galley.post.template;

import dev.galley.post.audit.Who;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.Posts;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What new posts can begin with: what is configured, posts that are templates, the next of a
 * series.
 */
@RestController
@RequestMapping("/api/templates")
class TemplateController {

  private final TemplateProperties templates;
  private final Posts posts;
  private final Series series;
  private final People people;
  private final Clock clock;

  TemplateController(TemplateProperties templates, Posts posts, People people, Clock clock) {
    this.templates = templates;
    this.posts = posts;
    this.series = new Series(posts);
    this.people = people;
    this.clock = clock;
  }

  /**
   * All of them, filled in.
   *
   * @param date the author's day; the server's when absent
   * @param author the slug of a person; the sender's when absent
   */
  @GetMapping
  FilledTemplates list(
      @RequestParam(required = false) @Nullable LocalDate date,
      @RequestParam(required = false) @Nullable @Size(max = 200) String author,
      HttpServletRequest request) {
    TemplateValues values = values(date, author, request);
    List<FilledTemplate> all =
        new ArrayList<>(templates.items().stream().map(template -> template.fill(values)).toList());
    Set<Optional<String>> named =
        all.stream().map(TemplateController::slug).collect(Collectors.toSet());
    series.next(values.authors()).stream()
        .filter(next -> !named.contains(slug(next)))
        .forEach(all::add);
    posts.list(PostQuery.templates()).posts().stream()
        .map(post -> new FilledTemplate(post.id(), label(post.content()), null))
        .forEach(all::add);
    return new FilledTemplates(all);
  }

  private static Optional<String> slug(FilledTemplate template) {
    return Optional.ofNullable(template.post()).map(FilledTemplate.Post::slug);
  }

  /**
   * One of them with its text.
   *
   * @param name of a template that is configured, or the id of a post that is one
   */
  @GetMapping("/{name}")
  FilledTemplate read(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable LocalDate date,
      @RequestParam(required = false) @Nullable @Size(max = 200) String author,
      HttpServletRequest request) {
    TemplateValues values = values(date, author, request);
    return templates.items().stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .map(template -> template.fill(values))
        .or(() -> posts.find(name).filter(Post::isTemplate).map(post -> filled(post, values)))
        .orElseThrow(() -> new PostNotFound(name));
  }

  private static FilledTemplate filled(Post post, TemplateValues values) {
    Content content = post.working();
    return new FilledTemplate(
        post.id(),
        label(content),
        new FilledTemplate.Post(
            values.fill(content.title()),
            null,
            content.kind(),
            values.fill(content.body()),
            content.format(),
            content.summary() == null ? null : values.fill(content.summary()),
            values.authors().isEmpty() ? content.authors() : values.authors(),
            content.tags()));
  }

  private static String label(Content content) {
    return content.title().isBlank() ? content.slug() : content.title();
  }

  private TemplateValues values(
      @Nullable LocalDate date, @Nullable String author, HttpServletRequest request) {
    LocalDate day = date == null ? LocalDate.now(clock) : date;
    return new TemplateValues(templates.week(day), day, author == null ? slug(request) : author);
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
