package dev.galley.post.check;

import static dev.galley.post.content.PostFixtures.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.galley.post.check.Check.Finding;
import dev.galley.post.check.CheckController.Checklist;
import dev.galley.post.check.CheckController.Item;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.preview.PreviewFixtures;
import dev.galley.post.preview.PreviewUnavailable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckControllerTests {

  private static final Finding NO_SUMMARY = new Finding("no-summary", "None", "summary", "");

  private final InMemoryPosts posts = new InMemoryPosts();
  private final Post post = PostFixtures.draft("week-459");

  private Checklist checklist(Set<String> required, Check... checks) {
    posts.insert(post, change(Action.CREATED), null, null);
    return new CheckController(new Checks(List.of(checks), required), posts).checks(post.id());
  }

  private static Check finding(Finding finding) {
    return new FakeCheck(finding.code(), List.of(finding));
  }

  @Test
  void saysWhereInTheTextAFindingIs() {
    String word = post.working().body().split("\\s+")[1];
    int at = post.working().body().indexOf(word);

    Checklist list = checklist(Set.of(), finding(new Finding("dead-link", "Dead", "body", word)));

    assertThat(list.items())
        .containsExactly(new Item("dead-link", "Dead", "body", at, at + word.length(), false));
    assertThat(list.complete()).isTrue();
  }

  @Test
  void saysWhatIsRequired() {
    assertThat(checklist(Set.of("no-summary"), finding(NO_SUMMARY)).items())
        .containsExactly(new Item("no-summary", "None", "summary", null, null, true));
  }

  @Test
  void saysThatNotEverythingWasCheckedWhilePagesCannotBeRendered() {
    Checklist list =
        checklist(
            Set.of(), finding(NO_SUMMARY), new RenderedCheck(PreviewFixtures.unreachable(), null));

    assertThat(list.complete()).isFalse();
    assertThat(list.items()).hasSize(1);
  }

  @Test
  void asksOnlyTheChecksThatAreRequired() {
    Checks checks =
        new Checks(
            List.of(finding(NO_SUMMARY), new RenderedCheck(PreviewFixtures.unreachable(), null)),
            Set.of("no-summary"));

    assertThatExceptionOfType(ChecksFailed.class)
        .isThrownBy(() -> checks.require(post, post.working()))
        .satisfies(failed -> assertThat(failed.findings()).containsExactly(NO_SUMMARY));
    new Checks(List.of(finding(NO_SUMMARY)), Set.of()).require(post, post.working());
  }

  @Test
  void doesNotLetAPostPassThatCannotBeChecked() {
    Checks checks =
        new Checks(
            List.of(new RenderedCheck(PreviewFixtures.unreachable(), null)), Set.of("dead-link"));

    assertThatExceptionOfType(PreviewUnavailable.class)
        .isThrownBy(() -> checks.require(post, post.working()));
  }

  @Test
  void refusesToRequireWhatNothingChecks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checks(List.of(finding(NO_SUMMARY)), Set.of("no-sumary")))
        .withMessageContaining("[no-summary]");
  }

  private record FakeCheck(String code, List<Finding> findings) implements Check {

    @Override
    public Set<String> codes() {
      return Set.of(code);
    }

    @Override
    public List<Finding> lookAt(Post post, Content content) {
      return findings;
    }
  }
}
