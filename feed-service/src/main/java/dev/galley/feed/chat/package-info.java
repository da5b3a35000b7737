/** Chat rooms: short messages by the incoming webhooks of Slack, Mattermost, Discord and Matrix. */
@NullMarked
package dev.galley.feed.chat;

import org.jspecify.annotations.NullMarked;
