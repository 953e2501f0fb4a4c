/** Between the values of Java and those of JSON. */
@NullMarked
package dev.carillon.socketio.convert;

import org.jspecify.annotations.NullMarked;
