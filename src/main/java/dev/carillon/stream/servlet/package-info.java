/** Holds connections by means of the Servlet specification alone, in every container and over every protocol. */
@NullMarked
package dev.carillon.stream.servlet;

import org.jspecify.annotations.NullMarked;
