package dev.carillon.chat.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the description of the API says of every resource of the chat: who may call it, and what all of them refuse. */
@Tag(name = "chat")
@SecurityRequirementsSet({})
@SecurityRequirement(name = "bearer")
@SecurityRequirement(name = "cookie")
@SecurityRequirement(name = "guest")
@APIResponse(responseCode = "400", ref = "ChatInvalid")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "ChatForbidden")
@APIResponse(responseCode = "404", ref = "ChatNotFound")
@APIResponse(responseCode = "413", ref = "BodyTooLarge")
@APIResponse(responseCode = "429", ref = "ChatBusy")
@APIResponse(responseCode = "503", ref = "LogUnavailable")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ChatApi {}
