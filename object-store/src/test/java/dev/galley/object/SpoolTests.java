package dev.galley.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {

  @TempDir Path folder;

  private Spool spool;

  @BeforeEach
  void open() {
    spool = new Spool(folder, 100);
  }

  @Test
  void hashesWhatComesIn() throws IOException {
    try (Spooled spooled = spool.take(of(60), 60)) {
      assertThat(spooled.bytes()).isEqualTo(60);
      assertThat(spooled.sha256()).isEqualTo(Sha256.hex(new byte[60]));
      assertThat(spooled.path()).hasBinaryContent(new byte[60]);
    }
    assertThat(left()).isZero();
  }

  @Test
  void refusesWhatIsTooLargeAndKeepsNothingOfIt() throws IOException {
    assertThatThrownBy(() -> spool.take(of(61), 60)).isInstanceOf(Spool.TooLarge.class);

    assertThat(left()).isZero();
    spool.take(of(100), 100).close();
  }

  @Test
  void hasPlaceAgainWhenOthersAreDone() throws IOException {
    Spooled first = spool.take(of(60), 100);

    assertThatThrownBy(() -> spool.take(of(41), 100)).isInstanceOf(Spool.SpoolFull.class);
    first.close();
    first.close();
    spool.take(of(100), 100).close();
    assertThatThrownBy(() -> spool.take(of(101), 200)).isInstanceOf(Spool.SpoolFull.class);
    assertThat(left()).isZero();
  }

  @Test
  void keepsNothingOfWhatBreaksOff() throws IOException {
    InputStream broken =
        new InputStream() {
          private int read;

          @Override
          public int read() throws IOException {
            if (read++ >= 50) {
              throw new IOException("gone");
            }
            return 0;
          }
        };

    assertThatThrownBy(() -> spool.take(broken, 100)).hasMessage("gone");

    assertThat(left()).isZero();
    spool.take(of(100), 100).close();
  }

  @Test
  void fetchesTheRightBytesFromWhicheverStoreHasThem() throws IOException {
    Path bytes = Files.write(folder.resolve("bytes"), new byte[60]);
    String sha256 = Sha256.hex(new byte[60]);
    FolderStore first = new FolderStore(folder.resolve("first"));
    FolderStore second = new FolderStore(folder.resolve("second"));
    first.put(sha256, bytes);
    Files.write(first.file(sha256), new byte[59]);
    Path temporary = Files.createDirectory(folder.resolve("spool"));
    Spool spooling = new Spool(temporary, 100);
    FailoverStore store = new FailoverStore(first, second, Instant::now);

    assertThatThrownBy(() -> spooling.fetch(store, sha256, 60)).isInstanceOf(WrongBytes.class);
    second.put(sha256, bytes);
    try (Spooled fetched = spooling.fetch(store, sha256, 60)) {
      assertThat(fetched.path()).hasBinaryContent(new byte[60]);
      assertThatThrownBy(() -> spooling.fetch(store, sha256, 60))
          .as("together with what is there")
          .isInstanceOf(Spool.SpoolFull.class);
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Files.writeString(folder.resolve("object-1.tmp"), "left");

    spool.clean(Instant.now());
    assertThat(left()).isOne();
    spool.clean(Instant.now().plus(Duration.ofDays(2)));
    assertThat(left()).isZero();
  }

  private long left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static InputStream of(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }
}
