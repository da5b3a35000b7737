package dev.galley.post.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.snip.Corpus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageSizeTests {

  @ParameterizedTest
  @MethodSource
  void readsTheSizeFromTheHeader(byte[] image) {
    AssetType type = AssetType.of(image).orElseThrow();

    assertThat(ImageSize.of(type, image)).contains(new ImageSize(300, 20));
  }

  static Stream<byte[]> readsTheSizeFromTheHeader() {
    return Stream.of(
        Images.png(300, 20),
        Images.gif(300, 20),
        Images.jpeg(300, 20),
        Images.lossyWebp(300, 20),
        Images.losslessWebp(300, 20),
        Images.extendedWebp(300, 20));
  }

  @ParameterizedTest
  @MethodSource("readsTheSizeFromTheHeader")
  void refusesAHeaderThatIsCutOff(byte[] image) {
    AssetType type = AssetType.of(image).orElseThrow();
    byte[] cut = Arrays.copyOf(image, type == AssetType.GIF ? 7 : 16);

    assertThatThrownBy(() -> ImageSize.of(type, cut)).isInstanceOf(RefusedAsset.class);
  }

  @Test
  void agreesWithADecoderOnEveryImageOfTheCorpus() throws IOException {
    for (Map.Entry<String, byte[]> image : Corpus.images().entrySet()) {
      AssetType type = AssetType.of(image.getValue()).orElseThrow();
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image.getValue()));

      assertThat(ImageSize.of(type, image.getValue()))
          .as(image.getKey())
          .contains(new ImageSize(decoded.getWidth(), decoded.getHeight()));
    }
  }
}
