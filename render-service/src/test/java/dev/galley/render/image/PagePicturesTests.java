package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.asset;
import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.render.image.ImageFixtures.Asset;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.PageWorld;
import dev.galley.render.page.index.PageEntry;
import dev.galley.testing.InMemoryStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagePicturesTests {

  private final PageWorld world = new PageWorld(Markdowns.standard());
  private final MongoServer server = InMemoryStore.server();
  private final ImageIndex index = new ImageIndex();
  private final SiteImages images =
      new SiteImages(index, world.index, new LooseFiles(Path.of("none")));
  private MongoClient client;
  private PagePictures pictures;

  @BeforeEach
  void start() {
    server.bind();
    client = MongoClients.create(server.getConnectionString());
    ImageKeys keys =
        new ImageKeys(client.getDatabase("site").getCollection("secrets"), Clock.systemUTC());
    pictures = new PagePictures(index, images, keys, URI.create("https://example.com"));
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
    world.close();
  }

  @Test
  void givesFootnotesTheRolesThatAriaHas() {
    assertThat(
            pictures.dressed(
                "<sup id=\"fnref:1\" role=\"doc-noteref\"><a href=\"#fn:1\" class=\"footnote\" rel=\"footnote\">1</a></sup>"))
        .isEqualTo(
            "<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote\" rel=\"footnote\" role=\"doc-noteref\">1</a></sup>");
    assertThat(
            pictures.dressed(
                "<div role=\"doc-endnotes\"><ol><li id=\"fn:1\" role=\"doc-endnote\">x</li></ol></div>"))
        .isEqualTo("<div role=\"doc-endnotes\"><ol><li id=\"fn:1\">x</li></ol></div>");
  }

  @Test
  void saysHowLargePicturesAreAndInWhichSizesTheyAreThere() {
    Asset large = asset("images/two words.jpg").sized(1400, 1050).shared();
    index.put(large.event());
    Asset small = asset("images/small.png").of("image/png", new byte[] {2}).sized(300, 200);
    index.put(small.event());
    String hash = "h=" + large.event().sha256().substring(0, 16);

    assertThat(
            pictures.dressed(
                "<p><img src=\"/images/two%20words.jpg\" alt=\"A > B\"> "
                    + "<img src=\"images/small.png\" alt=\"\">"
                    + "<img src=\"https://elsewhere.example/x.jpg\" alt=\"\"></p>"))
        .isEqualTo(
            "<p><img src=\"/images/two%20words.jpg\" alt=\"A > B\" width=\"1400\" height=\"1050\""
                + " srcset=\""
                + source(320, hash)
                + ", "
                + source(640, hash)
                + ", "
                + source(960, hash)
                + ", "
                + source(1280, hash)
                + ", "
                + source(1920, hash).replace(" 1920w", " 1400w")
                + "\" sizes=\"(max-width: 44rem) 100vw, 44rem\" decoding=\"async\"> "
                + "<img src=\"images/small.png\" alt=\"\" width=\"300\" height=\"200\""
                + " srcset=\"/images/small.png?w=320&amp;h="
                + small.event().sha256().substring(0, 16)
                + " 300w\" sizes=\"(max-width: 300px) 100vw, 300px\""
                + " loading=\"lazy\" decoding=\"async\">"
                + "<img src=\"https://elsewhere.example/x.jpg\" alt=\"\""
                + " loading=\"lazy\" decoding=\"async\"></p>");
  }

  private static String source(int width, String hash) {
    return "/images/two%20words.jpg?w=" + width + "&amp;" + hash + " " + width + "w";
  }

  @Test
  void keepsNobodyWaitingForTheFirstPicture() {
    assertThat(
            pictures.dressed(
                "<img src=\"a.jpg\" loading=\"lazy\"><img src=\"b.jpg\" loading=\"lazy\">"))
        .isEqualTo(
            "<img src=\"a.jpg\" decoding=\"async\">"
                + "<img src=\"b.jpg\" loading=\"lazy\" decoding=\"async\">");
  }

  @Test
  void leavesWhatAuthorsSay() {
    index.put(asset("images/a.jpg").sized(1400, 1050).event());

    assertThat(
            pictures.dressed(
                "<img src=\"/images/a.jpg\" alt=\"\" width=\"200\" loading=\"eager\""
                    + " decoding=\"sync\" srcset=\"x 1w\">"))
        .isEqualTo(
            "<img src=\"/images/a.jpg\" alt=\"\" width=\"200\" loading=\"eager\""
                + " decoding=\"sync\" srcset=\"x 1w\">");
    assertThat(pictures.dressed("<img src=\"/images/a.jpg\" alt=\"\" width=\"200\">"))
        .contains("sizes=\"(max-width: 200px) 100vw, 200px\"")
        .doesNotContain("height=");
    assertThat(pictures.dressed("<img src=\"/images/a.jpg\" alt=\"\" width=\"100%\">"))
        .contains(
            "style=\"aspect-ratio: 1400 / 1050\"", "sizes=\"(max-width: 44rem) 100vw, 44rem\"")
        .doesNotContain("height=");
  }

  @Test
  void offersNoLargerPictureThanThereIsAndNoneAboveTheLargestSize() {
    index.put(asset("images/huge.jpg").sized(8000, 6000).event());
    index.put(asset("images/drawing.svg").of("image/svg+xml", new byte[1]).sized(900, 9).event());

    assertThat(pictures.dressed("<img src=\"/images/huge.jpg\" alt=\"\">"))
        .contains(" 1920w\"")
        .doesNotContain("8000w");
    assertThat(pictures.dressed("<img src=\"/images/drawing.svg\" alt=\"\">"))
        .contains("width=\"900\" height=\"9\"")
        .doesNotContain("srcset");
  }

  @Test
  void touchesNothingThatOnlyLooksLikeAPicture() {
    index.put(asset("images/a.jpg").sized(1400, 1050).event());
    String html =
        "<pre><code>&lt;img src=\"/images/a.jpg\"&gt;</code></pre>"
            + "<p title=\"<img src='/images/a.jpg'>\">a < b</p>";

    assertThat(pictures.dressed(html)).isEqualTo(html);
  }

  @Test
  void writesAPageAnewWhenOneOfItsPicturesChanges() {
    Asset picture = asset("images/a.jpg").sized(1400, 1050);
    world.publish(post("week-1").body("![A](/images/a.jpg)").published());
    PageEntry page = world.index.live("week-1").orElseThrow();
    assertThat(page.images()).containsExactly("images/a.jpg");
    long before = pictures.state(page);

    index.put(picture.event());
    long stored = pictures.state(page);
    index.put(picture.revision(2).of("image/jpeg", new byte[] {2}).event());

    assertThat(stored).isNotEqualTo(before);
    assertThat(pictures.state(page)).isNotEqualTo(stored);
    assertThat(pictures.changedAt(page)).isEqualTo(ImageFixtures.STORED.plusSeconds(2));
  }

  @Test
  void givesWhoSeesAPreviewWhatNobodyElseMaySee() {
    index.put(asset("images/draft.jpg").sized(800, 600).event());
    index.put(asset("images/shared.jpg").sized(800, 600).shared().event());
    String html =
        "<img src=\"/images/draft.jpg\" alt=\"\"><a href=\"/images/draft.jpg\">x</a>"
            + "<img src=\"/images/shared.jpg\" alt=\"\">";

    String previewed = pictures.previewed(html);

    assertThat(previewed)
        .containsPattern("src=\"/images/draft\\.jpg\\?key=\\d+\\.[\\w-]+\"")
        .containsPattern("href=\"/images/draft\\.jpg\\?key=")
        .containsPattern("draft\\.jpg\\?w=320&amp;h=[0-9a-f]{16}&amp;key=")
        .contains("src=\"/images/shared.jpg\"");
    assertThat(pictures.dressed(html)).doesNotContain("key=");
  }
}
