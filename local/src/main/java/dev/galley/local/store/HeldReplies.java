package dev.galley.local.store;

import dev.galley.local.store.file.GroupCommit;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Keeps a reply back until everything that its command may have seen is on disk. Reads wait too: a
 * value must not be seen by anyone and then be gone after a crash.
 */
final class HeldReplies extends ChannelOutboundHandlerAdapter {

  private final GroupCommit commits;

  HeldReplies(GroupCommit commits) {
    this.commits = commits;
  }

  @Override
  public void write(ChannelHandlerContext context, Object reply, ChannelPromise promise) {
    // The connection's own thread encodes and sends it, whoever releases it.
    Runnable send = () -> context.executor().execute(() -> context.writeAndFlush(reply, promise));
    if (!commits.holdUntilDurable(send)) {
      context.write(reply, promise);
    }
  }
}
