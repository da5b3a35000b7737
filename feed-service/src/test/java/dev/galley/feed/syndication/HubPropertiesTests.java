package dev.galley.feed.syndication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HubPropertiesTests {

  @Test
  void isTheSitesOwnHubUnlessAnotherOneIsNamed() {
    HubProperties own = bound(Map.of());

    assertThat(own.isOwn()).isTrue();
    assertThat(own.address(FeedFixtures.SITE))
        .isEqualTo(URI.create("https://gofreerange.com/websub"));

    HubProperties other = bound(Map.of("galley.websub.hub", "https://hub.example/"));

    assertThat(other.isOwn()).isFalse();
    assertThat(other.address(FeedFixtures.SITE)).isEqualTo(URI.create("https://hub.example/"));
  }

  @Test
  void takesNoAddressWhereNoHubCanBe() {
    for (String hub : new String[] {"/elsewhere", "hub.example", "mailto:x@hub.example"}) {
      assertThatThrownBy(() -> bound(Map.of("galley.websub.hub", hub)))
          .rootCause()
          .hasMessageContaining(hub);
    }
  }

  private static HubProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("galley.websub", HubProperties.class);
  }
}
