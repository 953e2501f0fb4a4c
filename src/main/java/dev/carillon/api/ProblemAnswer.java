package dev.carillon.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem in the form that its reader wants.
 *
 * @param headers everything that goes with the body but its length
 */
record ProblemAnswer(int status, Map<String, String> headers, String body) {

    /** Who reads the answer, as the request tells. */
    record Reader(Audience audience, Language language, String context) {

        /**
         * Reads the request's headers.
         *
         * @param context the path under which the application is deployed; empty for the root
         */
        static Reader of(@Nullable String accept, @Nullable String acceptLanguage, String context) {
            return new Reader(Audience.of(accept), Language.of(acceptLanguage), context);
        }

        ProblemPage page() {
            return new ProblemPage(new PageFrame(language, context));
        }
    }

    static ProblemAnswer of(ProblemDocument document, Reader reader) {
        ProblemAnswer answer = switch (reader.audience) {
            case PROGRAM ->
                new ProblemAnswer(
                        document.status(), headers(ProblemDocument.MEDIA_TYPE, Language.ENGLISH), document.toJson());
            case PERSON ->
                new ProblemAnswer(
                        document.status(),
                        headers(ProblemPage.MEDIA_TYPE, reader.language),
                        reader.page().occurrence(document));
            case ENGINE ->
                new ProblemAnswer(
                        EngineRefusal.status(document),
                        headers(EngineRefusal.MEDIA_TYPE, Language.ENGLISH),
                        EngineRefusal.json(document));
        };
        // Else a cache may keep a 404 for a while, and what was refused a moment ago may be allowed now.
        answer.headers.put("Cache-Control", "no-store");
        String challenge = document.challenge();
        if (challenge != null && answer.status == document.status()) {
            answer.headers.put("WWW-Authenticate", challenge);
        }
        return answer;
    }

    static Map<String, String> headers(String mediaType, Language language) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType);
        // The origin as well, because whoever answers by JAX-RS replaces what the CORS filter has said.
        headers.put("Vary", "Origin, Accept, Accept-Language");
        headers.put("X-Content-Type-Options", "nosniff");
        if (mediaType.equals(ProblemPage.MEDIA_TYPE)) {
            headers.put("Content-Language", language.tag());
            headers.put("Content-Security-Policy", PageFrame.SECURITY_POLICY);
        }
        return headers;
    }
}
