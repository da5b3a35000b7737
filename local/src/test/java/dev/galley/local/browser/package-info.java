/** The editor, played by authors in a real browser against the whole product. */
package dev.galley.local.browser;
