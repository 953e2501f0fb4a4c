/** Administration over HTTP: what an operator looks at and does. Open to callers on the server's own machine only. */
@NullMarked
package dev.carillon.admin;

import org.jspecify.annotations.NullMarked;
