package dev.galley.process;

import dev.galley.local.store.EmbeddedStore;
import java.nio.file.Path;

/** A store as a process: its folder is the argument. */
final class StoreProcess {

  private StoreProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedStore store =
        EmbeddedStore.open(Path.of(args[0]), failure -> Runtime.getRuntime().halt(1));
    System.out.println("listening on " + store.uri());
    Thread.currentThread().join();
  }
}
