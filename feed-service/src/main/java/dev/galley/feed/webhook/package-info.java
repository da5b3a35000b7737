/**
 * Webhooks: who is told of which publication, how it is signed and delivered, what became of it,
 * and which addresses are never called.
 */
@NullMarked
package dev.galley.feed.webhook;

import org.jspecify.annotations.NullMarked;
