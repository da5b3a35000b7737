package dev.galley.local.origin;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.coyote.Adapter;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.UpgradeProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of a Tomcat that has no socket of its own: while it is started, the origin hands it
 * requests by its adapter.
 *
 * <p>Public with a public constructor because Tomcat makes protocols by the name of their class.
 */
public final class InProcessProtocol implements ProtocolHandler {

  private @Nullable Adapter adapter;
  private @Nullable Executor executor;
  private @Nullable ScheduledExecutorService utilityExecutor;
  private @Nullable Delegates delegates;
  private @Nullable Destination destination;

  /** Makes a protocol that is not connected yet. */
  public InProcessProtocol() {}

  void connect(Delegates delegates, Destination destination) {
    this.delegates = delegates;
    this.destination = destination;
  }

  /** Tomcat reads and sets these by reflection, and refuses to start without a port. */
  public int getPort() {
    return 0;
  }

  /** There is no port to set. */
  public void setPort(int ignored) {}

  /** There is no port to move. */
  public int getPortOffset() {
    return 0;
  }

  /** Nothing is bound. */
  public int getLocalPort() {
    return 0;
  }

  @Override
  public void start() {
    resume();
  }

  @Override
  public void resume() {
    if (delegates != null && destination != null && adapter != null) {
      delegates.add(destination, adapter);
    }
  }

  @Override
  public void pause() {
    if (delegates != null && destination != null) {
      delegates.remove(destination);
    }
  }

  @Override
  public void stop() {
    pause();
  }

  @Override
  public void closeServerSocketGraceful() {
    pause();
  }

  @Override
  public void init() {}

  @Override
  public void destroy() {}

  @Override
  public long awaitConnectionsClose(long waitMillis) {
    return waitMillis;
  }

  @Override
  public @Nullable Adapter getAdapter() {
    return adapter;
  }

  @Override
  public void setAdapter(Adapter adapter) {
    this.adapter = adapter;
  }

  @Override
  public @Nullable Executor getExecutor() {
    return executor;
  }

  @Override
  public void setExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public @Nullable ScheduledExecutorService getUtilityExecutor() {
    return utilityExecutor;
  }

  @Override
  public void setUtilityExecutor(ScheduledExecutorService utilityExecutor) {
    this.utilityExecutor = utilityExecutor;
  }

  @Override
  public boolean isSendfileSupported() {
    return false;
  }

  @Override
  public void addSslHostConfig(SSLHostConfig sslHostConfig) {
    throw new UnsupportedOperationException("The origin speaks plain HTTP");
  }

  @Override
  public void addSslHostConfig(SSLHostConfig sslHostConfig, boolean replace) {
    addSslHostConfig(sslHostConfig);
  }

  @Override
  public SSLHostConfig[] findSslHostConfigs() {
    return new SSLHostConfig[0];
  }

  @Override
  public void addUpgradeProtocol(UpgradeProtocol upgradeProtocol) {
    throw new UnsupportedOperationException("The origin does not upgrade connections");
  }

  @Override
  public UpgradeProtocol[] findUpgradeProtocols() {
    return new UpgradeProtocol[0];
  }
}
