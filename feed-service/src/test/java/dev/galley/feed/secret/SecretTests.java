package dev.galley.feed.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTests {

  @TempDir Path folder;

  @Test
  void opensWhatItSealedForTheSameOwnerOnly() {
    SecretBox box = new SecretBox(new byte[32]);
    SigningSecret secret = SigningSecret.generate();

    String sealed = box.seal(secret.bytes(), "webhook-1");

    assertThat(box.open(sealed, "webhook-1")).isEqualTo(secret.bytes());
    assertThat(sealed).doesNotContain(Base64.getEncoder().encodeToString(secret.bytes()));
    assertThat(box.seal(secret.bytes(), "webhook-1")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> box.open(sealed, "webhook-2"))
        .isInstanceOf(IllegalStateException.class);
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new SecretBox(otherKey).open(sealed, "webhook-1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsASecretOf32BytesAndHidesItElsewhere() {
    SigningSecret secret = SigningSecret.generate();

    assertThat(secret.shown()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.shown().substring(6))).hasSize(32);
    assertThat(secret).hasToString("whsec_...");
  }

  @Test
  void makesAMasterKeyThatOnlyItsOwnerReads() throws Exception {
    Path file = folder.resolve("sub/secrets.key");

    byte[] made = MasterKey.in(file);

    assertThat(made).hasSize(32);
    assertThat(MasterKey.in(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAMasterKeyThatOthersReadOrThatIsNone() throws Exception {
    Path file = folder.resolve("secrets.key");
    MasterKey.in(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> MasterKey.in(file)).hasMessageContaining("chmod 600");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "c2hvcnQ=");
    assertThatThrownBy(() -> MasterKey.in(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("c2hvcnQ=");
  }
}
