package dev.galley.post.asset;

import dev.galley.post.asset.inspect.Clamd;
import dev.galley.post.asset.inspect.Scanner;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are kept, and who looks at them first.
 *
 * @param assets the folder; made when it is not there
 */
@Validated
@ConfigurationProperties("galley")
record AssetProperties(
    @DefaultValue("data/assets") Path assets, @DefaultValue @Valid ScannerProperties scanner) {

  /**
   * ClamAV's daemon.
   *
   * @param address host and port; empty for none
   * @param timeout for its answer
   */
  record ScannerProperties(
      @DefaultValue("") @Pattern(regexp = "|[^:/\\s]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}")
          String address,
      @DefaultValue("60s") Duration timeout) {

    Scanner scanner() {
      if (address.isEmpty()) {
        return Scanner.NONE;
      }
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
      return new Clamd(host, Integer.parseInt(address.substring(colon + 1)), timeout);
    }
  }
}
