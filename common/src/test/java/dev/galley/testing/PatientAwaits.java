package dev.galley.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every await take a minute before it fails. Its own ten seconds are a statement about the
 * machine: what comes at once on one takes longer on a busy one, and is no less right.
 *
 * <p>Found by JUnit through {@code META-INF/services}; the build allows that for Galley's own.
 */
public final class PatientAwaits implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }
}
