/**
 * The server-sent events of JAX-RS on top of the hub. A resource takes {@code @Context SseEventSink} and {@code @Context Sse}
 * and has {@code @Inject @Channel("…") SseBroadcaster}, as the Jakarta REST specification (chapter 9) describes them; that
 * the hub stands behind them shows only in what they can do.
 */
@NullMarked
package dev.carillon.api.sse;

import org.jspecify.annotations.NullMarked;
