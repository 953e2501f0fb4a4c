/**
 * Values that cannot be wrong: channel names, selectors, events, ids; and every way the hub can refuse something.
 *
 * <p>Plain Java, without a thread and without a framework.
 */
@NullMarked
package dev.carillon.event;

import org.jspecify.annotations.NullMarked;
