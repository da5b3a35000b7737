package dev.galley.post.outbox;

import dev.galley.post.outbox.Reconciliation.Report;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator compare topics and store now instead of within the hour. */
@RestController
class ReconciliationController {

  private final Outlet posts;
  private final Outlet assets;

  ReconciliationController(Outlet postOutlet, Outlet assetOutlet) {
    this.posts = postOutlet;
    this.assets = assetOutlet;
  }

  /**
   * What a comparison found.
   *
   * @param posts how many were compared
   * @param assets how many were compared
   * @param behind how many had no or an older revision in their topic, and are sent again
   * @param ahead how many had a newer revision in their topic: changed since, or the store is an
   *     old backup
   */
  record Compared(int posts, int assets, int behind, int ahead) {}

  @PostMapping("/api/reconciliation")
  Compared run() {
    Report ofPosts = posts.reconciliation().run();
    Report ofAssets = assets.reconciliation().run();
    return new Compared(
        ofPosts.compared(),
        ofAssets.compared(),
        ofPosts.behind() + ofAssets.behind(),
        ofPosts.ahead() + ofAssets.ahead());
  }
}
