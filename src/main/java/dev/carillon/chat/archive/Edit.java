package dev.carillon.chat.archive;

import java.time.Instant;

/** A text that a message has or had, since when, and by whom. */
public record Edit(String text, Instant time, Author editor) {}
