package dev.galley.local.origin;

import java.net.InetAddress;
import org.apache.coyote.http11.Http11NioProtocol;

/** The limits of the connector: what one client can take from the others. */
final class ConnectorSettings {

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_SWALLOWED_BYTES = 2 * 1024 * 1024;
  private static final int MAX_CONNECTIONS = 2_000;
  private static final int BACKLOG = 100;
  private static final int MAX_THREADS = 100;
  private static final int SPARE_THREADS = 4;
  private static final int CONNECTION_TIMEOUT_MILLIS = 10_000;
  private static final int KEEP_ALIVE_MILLIS = 20_000;

  private ConnectorSettings() {}

  static Http11NioProtocol connector(InetAddress address, int port) {
    Http11NioProtocol connector = new Http11NioProtocol();
    connector.setAddress(address);
    connector.setPort(port);
    connector.setMaxHttpHeaderSize(MAX_HEADER_BYTES);
    connector.setMaxSwallowSize(MAX_SWALLOWED_BYTES);
    connector.setMaxConnections(MAX_CONNECTIONS);
    connector.setAcceptCount(BACKLOG);
    connector.setMaxThreads(MAX_THREADS);
    connector.setMinSpareThreads(SPARE_THREADS);
    connector.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    connector.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
    connector.setMaxKeepAliveRequests(-1);
    // Pages come compressed from the site; this is for scripts, styles and JSON.
    connector.setCompression("on");
    connector.setCompressibleMimeType(
        "text/css,text/javascript,application/javascript,application/json,"
            + "application/problem+json,image/svg+xml,text/plain");
    return connector;
  }
}
