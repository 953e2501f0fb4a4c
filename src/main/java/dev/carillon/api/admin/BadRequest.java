package dev.carillon.api.admin;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;

/** Makes the refusals of this package. */
public final class BadRequest {

    private BadRequest() {}

    public static InvalidRequestException of(String rule, String finding, String remedy) {
        return new InvalidRequestException(Problem.BAD_REQUEST, rule, finding, remedy);
    }

    public static String quote(String input) {
        return InvalidRequestException.quote(input);
    }
}
