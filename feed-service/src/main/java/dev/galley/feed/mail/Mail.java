package dev.galley.feed.mail;

/**
 * A mail as it is handed over.
 *
 * @param to the envelope's recipient
 * @param returnPath the envelope's sender
 * @param content the whole message (RFC 5322)
 */
public record Mail(MailAddress to, String returnPath, byte[] content) {}
