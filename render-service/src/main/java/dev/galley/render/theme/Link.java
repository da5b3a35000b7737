package dev.galley.render.theme;

/**
 * A name that leads somewhere.
 *
 * @param first whether it is the first of its list
 */
public record Link(String name, String address, boolean first) {}
