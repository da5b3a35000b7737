package dev.galley.post.outbox;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator compare topic and store now instead of within the hour. */
@RestController
class ReconciliationController {

  private final Reconciliation reconciliation;

  ReconciliationController(Reconciliation reconciliation) {
    this.reconciliation = reconciliation;
  }

  @PostMapping("/api/reconciliation")
  Reconciliation.Report run() {
    return reconciliation.run();
  }
}
