/** What administrators have done, kept where they cannot take it away. */
@NullMarked
package dev.carillon.security.audit;

import org.jspecify.annotations.NullMarked;
