package dev.galley.render.preview;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How previews are made.
 *
 * @param previewTimeout how long post-service, which has the same setting, waits for one
 */
@ConfigurationProperties("galley")
record PreviewProperties(@DefaultValue("5s") Duration previewTimeout) {

  /** A little less, so that the answer arrives. */
  Duration patience() {
    return previewTimeout.multipliedBy(9).dividedBy(10);
  }
}
