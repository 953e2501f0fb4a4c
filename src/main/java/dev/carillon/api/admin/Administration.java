package dev.carillon.api.admin;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers only callers who have the grant of an administrator, and says so in the description of the API. */
@NameBinding
@Tag(name = "administration")
@SecurityRequirement(name = "bearer")
@SecurityRequirement(name = "cookie")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "NotAdministrator")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Administration {}
