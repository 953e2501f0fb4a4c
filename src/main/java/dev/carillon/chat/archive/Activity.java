package dev.carillon.chat.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a room, for somebody who looks at it from outside.
 *
 * @param last when the newest message that is there was said; null if there is none
 * @param unread messages of others after his marker
 */
public record Activity(@Nullable Instant last, int unread) {}
