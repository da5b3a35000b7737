package dev.galley.local.origin;

import dev.galley.web.connection.GuardedProtocol;
import dev.galley.web.connection.Network;
import java.net.InetAddress;
import org.apache.catalina.connector.Connector;

/** The limits of the connector: what one client can take from the others. */
final class ConnectorSettings {

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_FORM_BYTES = 256 * 1024;
  private static final int MAX_PARAMETERS = 200;
  private static final int MAX_PARTS = 20;
  private static final int SPARE_THREADS = 4;

  private ConnectorSettings() {}

  static Connector connector(InetAddress address, int port, Network network) {
    GuardedProtocol protocol = new GuardedProtocol().behind(network);
    protocol.setAddress(address);
    protocol.setMaxHttpHeaderSize(MAX_HEADER_BYTES);
    protocol.setMinSpareThreads(SPARE_THREADS);
    protocol.setMaxKeepAliveRequests(-1);
    // Pages come compressed from the site; this is for scripts, styles and JSON.
    protocol.setCompression("on");
    protocol.setCompressibleMimeType(
        "text/css,text/javascript,application/javascript,application/json,"
            + "application/problem+json,image/svg+xml,text/plain");
    Connector connector = new Connector(protocol);
    connector.setPort(port);
    connector.setMaxPostSize(MAX_FORM_BYTES);
    connector.setMaxParameterCount(MAX_PARAMETERS);
    connector.setMaxPartCount(MAX_PARTS);
    return connector;
  }
}
