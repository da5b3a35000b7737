package dev.galley.feed.subscriber;

import dev.galley.feed.mail.MailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address whose owner has consented elsewhere.
 *
 * @param at when; absent when nobody says
 * @param source where it came from; absent when only who brings the list says that
 */
record Consent(MailAddress address, @Nullable Instant at, @Nullable String source) {}
