/** The chat over HTTP: {@code /api/chat}. Resources translate and do nothing else; {@code docs/chat.md} is their contract. */
@NullMarked
package dev.carillon.chat.api;

import org.jspecify.annotations.NullMarked;
