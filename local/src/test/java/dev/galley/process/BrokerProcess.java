package dev.galley.process;

import dev.galley.local.broker.EmbeddedBroker;
import java.nio.file.Path;

/** A broker as a process: its folder and its port are the arguments. */
final class BrokerProcess {

  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(args[0]), Integer.parseInt(args[1]), reason -> Runtime.getRuntime().halt(1));
    System.out.println("listening on " + broker.bootstrapServers());
    Thread.currentThread().join();
  }
}
