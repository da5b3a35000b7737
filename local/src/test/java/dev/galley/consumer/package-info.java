/** Programs that read Galley's events, as the documentation shows them. */
@org.jspecify.annotations.NullMarked
package dev.galley.consumer;
