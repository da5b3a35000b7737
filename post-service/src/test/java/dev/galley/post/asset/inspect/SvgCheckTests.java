package dev.galley.post.asset.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgCheckTests {

  private static final String NAMESPACES =
      " xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
        "<g onload='alert(1)'/>",
        "<g ONCLICK='alert(1)'/>",
        "<a href='javascript:alert(1)'><path/></a>",
        "<a xlink:href='java&#x9;script:alert(1)'><path/></a>",
        "<a xlink:href=' JavaScript:alert(1)'/>",
        "<use href='data:text/html,x'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='xlink:href' values='javascript:alert(1)'/>",
        "<foreignObject><p/></foreignObject>",
        "<iframe/>",
        "<?xml-stylesheet href='x'?>",
        "&undefined;",
        "<g>",
      })
  void refusesWhatDoesSomething(String inside) {
    assertThatThrownBy(() -> check("<svg" + NAMESPACES + ">" + inside + "</svg>"))
        .isInstanceOf(RefusedAsset.class);
  }

  @Test
  void refusesADoctypeThatGivesAnElementAScript() {
    assertThatThrownBy(
            () ->
                check(
                    "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]><svg"
                        + NAMESPACES
                        + "/>"))
        .isInstanceOf(RefusedAsset.class)
        .hasMessage("an SVG with a DOCTYPE");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void refusesEntitiesAndDepth() {
    assertThatThrownBy(
            () ->
                check(
                    "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg"
                        + NAMESPACES
                        + ">&a;</svg>"))
        .isInstanceOf(RefusedAsset.class);
    assertThatThrownBy(() -> check("<svg>" + "<g>".repeat(100_000)))
        .isInstanceOf(RefusedAsset.class);
    assertThatThrownBy(() -> check("<html><svg/></html>")).isInstanceOf(RefusedAsset.class);
  }

  @Test
  void acceptsAPicture() {
    String svg =
        "<?xml version='1.0'?><!-- x --><svg"
            + NAMESPACES
            + "><a href='/x'><path d='M0 0'/></a></svg>";

    assertThat(AssetType.of(svg.getBytes(StandardCharsets.UTF_8))).contains(AssetType.SVG);
    assertThatCode(() -> check(svg)).doesNotThrowAnyException();
  }

  private static void check(String svg) {
    SvgCheck.refuseActive(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
