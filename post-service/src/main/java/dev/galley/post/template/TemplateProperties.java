package dev.galley.post.template;

import jakarta.validation.Valid;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What new posts start with.
 *
 * @param firstMonday the first day of week 0
 * @param items in the order in which they are offered
 */
@Validated
@ConfigurationProperties("galley.templates")
record TemplateProperties(
    @DefaultValue("2009-01-12") LocalDate firstMonday, @DefaultValue List<@Valid Template> items) {

  TemplateProperties {
    items = List.copyOf(items);
    if (firstMonday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException(
          "galley.templates.first-monday is " + firstMonday + ", which is not a Monday");
    }
  }

  /** The number of the week in which a day is. */
  long week(LocalDate day) {
    return Math.floorDiv(ChronoUnit.DAYS.between(firstMonday, day), 7);
  }
}
