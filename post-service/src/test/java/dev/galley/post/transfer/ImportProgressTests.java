package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportProgressTests {

  private final List<String> said = new ArrayList<>();

  @Test
  void saysHowManyFilesAreDone() {
    ImportProgress progress = new ImportProgress(this::say, Duration.ZERO);
    progress.of(5);

    progress.done(2);
    progress.done(3);

    assertThat(said).containsExactly("2 of 5", "5 of 5");
  }

  @Test
  void isSilentWhileItHasJustSpoken() {
    ImportProgress progress = new ImportProgress(this::say, Duration.ofHours(1));
    progress.of(5);

    progress.done(2);

    assertThat(said).isEmpty();
  }

  private void say(int done, int files) {
    said.add(done + " of " + files);
  }
}
