package dev.galley.post.template;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a kind of post starts with. {@code {week}}, {@code {date}} and {@code {author}} in title,
 * slug and body stand for what they name.
 *
 * @param name for programs
 * @param label what the editor's button says
 */
record Template(
    @NotBlank String name,
    @NotBlank String label,
    @DefaultValue("") String title,
    @DefaultValue("") String slug,
    @DefaultValue("blog") String kind,
    @DefaultValue("") String body,
    @DefaultValue List<String> tags) {

  Template {
    tags = List.copyOf(tags);
  }

  /** The post that begins with this template. */
  FilledTemplate fill(TemplateValues values) {
    return new FilledTemplate(
        name,
        label,
        new FilledTemplate.Post(
            values.fill(title),
            values.fill(slug),
            kind,
            values.fill(body),
            null,
            null,
            values.authors(),
            tags));
  }
}
