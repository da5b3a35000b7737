package dev.galley.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands before a broker and can hold the records that its clients send. It names itself wherever
 * the broker's answers name the broker, so its clients stay with it.
 */
final class HoldingProxy implements AutoCloseable {

  private static final short PRODUCE = 0;

  private final ServerSocket server;
  private final int brokerPort;
  private final AtomicBoolean holding = new AtomicBoolean();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holds;

  HoldingProxy(int brokerPort) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.brokerPort = brokerPort;
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** From now on, records come this far and no further. */
  void hold() {
    holding.set(true);
  }

  /** Whether there is something that the broker does not have. */
  boolean holds() {
    return holds;
  }

  /** Lets everything through for ever, whether the client that sent it is alive or not. */
  void release() {
    holding.set(false);
    released.countDown();
  }

  private void accept() throws IOException, InterruptedException {
    while (true) {
      Socket client = server.accept();
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
      daemon(() -> forward(client, broker, this::request));
      daemon(() -> forward(broker, client, this::answer));
    }
  }

  @FunctionalInterface
  private interface Filter {
    byte[] apply(byte[] frame) throws InterruptedException;
  }

  private static void forward(Socket from, Socket to, Filter filter)
      throws IOException, InterruptedException {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = filter.apply(in.readNBytes(in.readInt()));
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
      }
    }
  }

  private byte[] request(byte[] frame) throws InterruptedException {
    if (holding.get() && ByteBuffer.wrap(frame).getShort() == PRODUCE) {
      holds = true;
      released.await();
    }
    return frame;
  }

  private byte[] answer(byte[] frame) {
    byte[] broker = hostAndPort(brokerPort);
    byte[] proxy = hostAndPort(server.getLocalPort());
    for (int i = 0; i + broker.length <= frame.length; i++) {
      if (Arrays.equals(frame, i, i + broker.length, broker, 0, broker.length)) {
        System.arraycopy(proxy, 0, frame, i, proxy.length);
      }
    }
    return frame;
  }

  /** As the protocol writes them, the length of the host left out. */
  private static byte[] hostAndPort(int port) {
    byte[] host = "127.0.0.1".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(host.length + Integer.BYTES).put(host).putInt(port).array();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One side has closed, and so does the other.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "holding-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    release();
    server.close();
  }
}
