package dev.galley.post.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class TemplatePropertiesTests {

  private static final LocalDate FIRST_MONDAY = LocalDate.parse("2009-01-12");

  private final TemplateProperties properties = new TemplateProperties(FIRST_MONDAY, List.of());

  @Test
  void countsWeeksAsTheFirstUserDoes() {
    assertThat(properties.week(LocalDate.parse("2017-11-03"))).isEqualTo(459);
    assertThat(properties.week(FIRST_MONDAY)).isZero();
  }

  @Test
  void changesTheNumberOnMonday() {
    assertThat(properties.week(LocalDate.parse("2017-11-05"))).isEqualTo(459);
    assertThat(properties.week(LocalDate.parse("2017-11-06"))).isEqualTo(460);
  }

  @Test
  void countsBackwardsBeforeTheFirstWeek() {
    assertThat(properties.week(LocalDate.parse("2009-01-11"))).isEqualTo(-1);
  }

  @Test
  void insistsOnAMonday() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TemplateProperties(LocalDate.parse("2009-01-13"), List.of()))
        .withMessageContaining("2009-01-13");
  }

  @Test
  void fillsTheWeekNoteThatShipsWithGalley() throws Exception {
    Template weekNote = shipped().items().get(0);

    FilledTemplate filled =
        weekNote.fill(new TemplateValues(459, LocalDate.parse("2017-11-03"), "chris-roos"));

    assertThat(filled.name()).isEqualTo("week-note");
    assertThat(filled.post())
        .isEqualTo(
            new FilledTemplate.Post(
                "Week 459",
                "week-459",
                "blog",
                "Week 459\n========\n\n",
                null,
                null,
                List.of("chris-roos"),
                List.of()));
  }

  @Test
  void fillsDateAndAuthorWhereATemplateNamesThem() {
    TemplateValues values = new TemplateValues(459, LocalDate.parse("2017-11-03"), "chris-roos");

    assertThat(values.fill("{date}, {author}")).isEqualTo("3 November 2017, chris-roos");
  }

  private static TemplateProperties shipped() throws Exception {
    List<PropertySource<?>> sources =
        new YamlPropertySourceLoader()
            .load("templates", new ClassPathResource("dev/galley/post/template/templates.yml"));
    return new Binder(ConfigurationPropertySources.from(sources.get(0)))
        .bind("galley.templates", TemplateProperties.class)
        .get();
  }
}
