package dev.carillon.ticker.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the description of the API says of every resource of the ticker: who may call it, and what all of them refuse. */
@Tag(name = "ticker")
@SecurityRequirementsSet({})
@SecurityRequirement(name = "bearer")
@SecurityRequirement(name = "cookie")
@APIResponse(responseCode = "400", ref = "TickerInvalid")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TickerApi {}
