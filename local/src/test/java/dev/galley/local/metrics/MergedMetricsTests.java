package dev.galley.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedMetricsTests {

  @Test
  void putsTheSeriesOfOneMeasureUnderOneType() {
    MergedMetrics metrics = new MergedMetrics();
    metrics.add(
        "render-service",
        () ->
            """
            # HELP jvm_threads Threads
            # TYPE jvm_threads gauge
            jvm_threads{service="render-service",state="new"} 1.0
            # HELP galley_render_seconds Rendering
            # TYPE galley_render_seconds summary
            galley_render_seconds_count 2
            galley_render_seconds_sum 0.5
            """);
    metrics.add(
        "feed-service",
        () ->
            """
            # HELP jvm_threads Threads of the machine
            # TYPE jvm_threads gauge
            jvm_threads{state="new",service="feed-service"} 3.0
            """);

    assertThat(metrics.get())
        .isEqualTo(
            """
            # HELP jvm_threads Threads of the machine
            # TYPE jvm_threads gauge
            jvm_threads{state="new",service="feed-service"} 3.0
            jvm_threads{service="render-service",state="new"} 1.0
            # HELP galley_render_seconds Rendering
            # TYPE galley_render_seconds summary
            galley_render_seconds_count{service="render-service"} 2
            galley_render_seconds_sum{service="render-service"} 0.5
            """);
  }

  @Test
  void labelsASeriesThatHasOtherLabelsOnly() {
    MergedMetrics metrics = new MergedMetrics();
    metrics.add("feed-service", () -> "# TYPE x gauge\nx{a=\"b\"} 1\n");

    assertThat(metrics.get()).isEqualTo("# TYPE x gauge\nx{service=\"feed-service\",a=\"b\"} 1\n");
  }
}
