package dev.galley.feed.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stored secrets are encrypted. All instances need the same key; without it no stored secret
 * opens again.
 *
 * @param key the master key itself, 32 bytes in base64; absent to use the file
 * @param keyFile where the master key is; made when it is not there
 */
@ConfigurationProperties("galley.secrets")
record SecretProperties(@Nullable String key, @DefaultValue("data/secrets.key") Path keyFile) {

  byte[] masterKey() {
    return key == null || key.isBlank() ? MasterKey.in(keyFile) : MasterKey.decode(key);
  }

  @Override
  public String toString() {
    return "SecretProperties[keyFile=" + keyFile + "]";
  }
}
