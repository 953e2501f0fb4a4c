/**
 * Administration over HTTP: what an operator looks at and does. Every resource is bound to {@link
 * dev.carillon.api.admin.Administration}, so only whoever has the grant gets through, and everything that changes something goes
 * through the {@link dev.carillon.security.audit.AuditTrail}.
 */
@NullMarked
package dev.carillon.admin;

import org.jspecify.annotations.NullMarked;
