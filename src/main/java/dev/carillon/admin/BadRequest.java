package dev.carillon.admin;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;

/** Makes the refusals of this package. */
final class BadRequest {

    private BadRequest() {}

    static InvalidRequestException of(String rule, String finding, String remedy) {
        return new InvalidRequestException(Problem.BAD_REQUEST, rule, finding, remedy);
    }

    static String quote(String input) {
        return InvalidRequestException.quote(input);
    }
}
