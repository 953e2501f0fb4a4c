package dev.carillon.security.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has keys. */
interface KeySource {

    /**
     * The keys that may have signed a token; none if it has none of this kind.
     *
     * @param id the {@code kid} of the token; null if it names none
     */
    List<VerificationKey> candidates(TokenAlgorithm algorithm, @Nullable String id);

    /** Keys that stay as they are. */
    static KeySource of(List<VerificationKey> keys) {
        return (algorithm, id) ->
                keys.stream().filter(key -> key.mayBe(algorithm, id)).toList();
    }
}
