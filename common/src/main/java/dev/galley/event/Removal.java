package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a post left the site. */
public enum Removal {
  /** Its URL answers 410 Gone. */
  GONE,
  /** Its URL answers 301 to another one. */
  REDIRECT,
  /** Taken back by its authors: 410 with the public reason. */
  WITHDRAWN;

  /** The form on the wire: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
