/**
 * What the chat knows, made from the log: directories in memory, and the archive of what was said. One thread at a time applies
 * entries, in their order; whoever has done something waits until it is applied, so he sees it in everything that he reads next.
 */
@NullMarked
package dev.carillon.chat.state;

import org.jspecify.annotations.NullMarked;
