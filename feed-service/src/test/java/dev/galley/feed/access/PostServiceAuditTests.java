package dev.galley.feed.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostServiceAuditTests {

  private static final String FROM = ", from 2001:db8:1234:5678:9abc:def0:1234:5678";

  @Test
  void tellsWhatWasChangedOfAWebhookWithALongNameAndHost() {
    String detail = "n".repeat(72) + ", https://" + "h".repeat(200) + ".example/…, switched off";

    String fitting = PostServiceAudit.fitting(detail, FROM);

    assertThat(fitting)
        .hasSize(300)
        .startsWith("n".repeat(72) + ", https://hhh")
        .contains("h…")
        .endsWith(", switched off" + FROM);
  }

  @Test
  void leavesWhatFitsAsItIs() {
    String detail = "d".repeat(300 - FROM.length());

    assertThat(PostServiceAudit.fitting(detail, FROM)).isEqualTo(detail + FROM);
    assertThat(PostServiceAudit.fitting(detail + "x", FROM)).hasSize(300).contains("…");
  }
}
