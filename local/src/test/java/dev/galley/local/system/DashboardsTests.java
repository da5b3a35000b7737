package dev.galley.local.system;

import org.junit.jupiter.api.Test;

/** The alert rules and the dashboards, by Prometheus' own tool. */
class DashboardsTests {

  @Test
  void sayWhatTheRunbookExplainsAndTheirTestsShow() throws Exception {
    OtherProgram.assumeInstalled("promtool");

    OtherProgram.run("python3", "../deploy/check-dashboards", "--static");
  }
}
