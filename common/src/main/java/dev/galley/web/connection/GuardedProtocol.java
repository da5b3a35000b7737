package dev.galley.web.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with an eye on each connection's reads and writes. Tomcat itself times single
 * reads, so that a byte now and then keeps a connection, and a thread that waits for a body, for as
 * long as a client likes. Needs {@link ConnectionValve} first in the engine.
 */
public final class GuardedProtocol extends Http11NioProtocol {

  static final int MAX_THREADS = 200;

  /** More than there may be, since one that is given up is closed a moment later. */
  private static final int MAX_ACCEPTED = 2 * Connections.MAX;

  /**
   * What connects at once waits here until it is accepted. Beyond it the kernel drops what a client
   * sends again a second later; of what Linux allows without settings, all.
   */
  private static final int BACKLOG = 4096;

  /** A feed goes out in two writes in place of one for each 8 kB (decision 0113). */
  private static final int WRITE_BYTES = 32 * 1024;

  /**
   * The kernel doubles it, and has room again when a third is free. Left to itself it takes up to 4
   * MB, of which a slow client reads a third in a longer time than a write may take.
   */
  private static final int SEND_BUFFER_BYTES = 128 * 1024;

  /**
   * Of a wait for a single read or write. Longer than {@link Connection} waits, so that it decides:
   * where Tomcat's own time ends first, its poller lets go of a socket for which a thread waits,
   * and nothing wakes that thread for as long again.
   */
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Connections connections;

  /** For Tomcat, which goes by the name of the class. */
  public GuardedProtocol() {
    this(new Connections());
  }

  private GuardedProtocol(Connections connections) {
    super(new Endpoint(connections));
    this.connections = connections;
    setMaxConnections(MAX_ACCEPTED);
    setMaxThreads(MAX_THREADS);
    setAcceptCount(BACKLOG);
    setConnectionTimeout(TIMEOUT_MILLIS);
    setKeepAliveTimeout(TIMEOUT_MILLIS);
    getEndpoint().getSocketProperties().setAppWriteBufSize(WRITE_BYTES);
    getEndpoint().getSocketProperties().setTxBufSize(SEND_BUFFER_BYTES);
    // By time, not by size.
    setMaxSwallowSize(-1);
  }

  /** Says through which addresses many clients come. */
  public GuardedProtocol behind(Network network) {
    connections.setProxies(network.proxyRanges());
    return this;
  }

  private static final class Endpoint extends NioEndpoint {

    private final Connections connections;

    Endpoint(Connections connections) {
      this.connections = connections;
    }

    @Override
    public void startInternal() throws Exception {
      connections.start();
      super.startInternal();
    }

    @Override
    public void stopInternal() {
      super.stopInternal();
      connections.stop();
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      return new Channel(buffer, connections);
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
      super.setHandler(new Requests(handler));
    }
  }

  /** Lets the valve know whose request a thread is at. */
  private record Requests(Handler<NioChannel> next) implements Handler<NioChannel> {

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
      Connection connection = socket.getSocket() instanceof Channel own ? own.connection : null;
      if (connection == null) {
        return next.process(socket, event);
      }
      ConnectionValve.serving(connection);
      try {
        SocketState state = next.process(socket, event);
        connection.left(state == SocketState.LONG);
        return state;
      } finally {
        ConnectionValve.serving(null);
      }
    }

    @Override
    public Object getGlobal() {
      return next.getGlobal();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      next.release(socket);
    }

    @Override
    public void pause() {
      next.pause();
    }

    @Override
    public void recycle() {
      next.recycle();
    }
  }

  /** Used for one connection after the other. */
  private static final class Channel extends NioChannel {

    private final Connections connections;
    private volatile @Nullable Connection connection;

    Channel(SocketBufferHandler buffer, Connections connections) {
      super(buffer);
      this.connections = connections;
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
        throws IOException {
      end();
      super.reset(channel, wrapper);
      if (channel != null) {
        connection = connections.opened(channel);
      }
    }

    @Override
    public void close() throws IOException {
      end();
      super.close();
    }

    @Override
    public void close(boolean force) throws IOException {
      end();
      super.close(force);
    }

    private void end() {
      Connection ended = connection;
      connection = null;
      if (ended != null) {
        connections.closed(ended);
      }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int bytes = super.read(into);
      Connection current = connection;
      if (current != null) {
        if (current.isGivenUp()) {
          // Tomcat answers 408 where it still can.
          throw new SocketTimeoutException("The client is too slow");
        }
        current.read(bytes);
      }
      return bytes;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int bytes = super.write(from);
      Connection current = connection;
      if (current != null) {
        current.wrote(bytes, !from.hasRemaining());
      }
      return bytes;
    }
  }
}
