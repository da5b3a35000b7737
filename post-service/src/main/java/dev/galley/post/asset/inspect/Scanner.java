package dev.galley.post.asset.inspect;

import java.io.IOException;
import java.nio.file.Path;

/** Looks for malware in what comes in. */
public interface Scanner {

  /** Where none is configured. */
  Scanner NONE = file -> {};

  /**
   * @throws RefusedAsset when something was found
   * @throws ScannerAway when nobody can say; asking again later may help
   */
  void refuseUnclean(Path file) throws IOException;

  /** The scanner does not answer, or not with a verdict. */
  final class ScannerAway extends IOException {

    private static final long serialVersionUID = 1L;

    ScannerAway(String reason) {
      super(reason);
    }
  }
}
