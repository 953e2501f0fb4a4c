/** Beans with {@link dev.carillon.socketio.Namespace}: finds them, checks them at the start, and calls them. */
@NullMarked
package dev.carillon.socketio.bean;

import org.jspecify.annotations.NullMarked;
