/**
 * Chat rooms on the hub. What is done here ends as events in the log ({@link dev.carillon.chat.state.ChatLog}); what is known here was
 * made from them. The core knows nothing of it.
 *
 * <pre>
 * chat.api     JAX-RS: who asks ({@code Callers}), and each request
 *    │
 * chat         what people do: Rooms, Messages, Moderation, Guests, Joining
 *    │          Gatekeeper says who may, Turns keeps what must not overlap apart, Roster knows who is there
 *    ▼
 * chat.state   ChatLog ──publish──► the hub's log ──commit──► directories in memory, chat.archive on the disk
 * chat.model, chat.text   values
 * </pre>
 */
@NullMarked
package dev.carillon.chat;

import org.jspecify.annotations.NullMarked;
