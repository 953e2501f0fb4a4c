/**
 * What resources under {@code /api/admin} share: the grant that they ask for, and how they read a query and a body and answer.
 * Features have such resources too.
 */
@NullMarked
package dev.carillon.api.admin;

import org.jspecify.annotations.NullMarked;
