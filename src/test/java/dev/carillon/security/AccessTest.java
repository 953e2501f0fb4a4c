package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final Selector ROOMS = new Selector("chat/**");
    private static final Grants ANYBODY = new Grants(SelectorSet.of("**"), SelectorSet.none(), false);

    private static Caller caller(Grants grants) {
        return new Caller("anna", "Anna", grants, Credential.BEARER, "t1", null);
    }

    /** With {@code carillon.anonymous.publish=**} everybody who had a token could speak as everybody else. */
    @Test
    void what_anybody_may_publish_lets_nobody_speak_for_others() {
        Caller anna = caller(Grants.NONE).withAlso(ANYBODY);

        assertThatThrownBy(() -> Access.requireSpeaking(anna, ROOMS)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whoever_may_read_the_whole_is_not_asked_about_its_parts() {
        Caller anna = caller(new Grants(SelectorSet.none(), SelectorSet.of("chat/**"), false));

        assertThatCode(() -> Access.requireSubscribe(anna, ROOMS, () -> {
                    throw new AssertionError("asked about each");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void whoever_may_not_needs_each_of_its_parts() {
        Caller anna = caller(new Grants(SelectorSet.none(), SelectorSet.of("chat/a", "chat/b"), false));

        assertThatCode(() -> Access.requireSubscribe(anna, ROOMS, () -> SelectorSet.of("chat/a", "chat/b")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Access.requireSubscribe(anna, ROOMS, () -> SelectorSet.of("chat/a", "chat/c")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("You may not read all of chat/c.");
    }

    @Test
    void whoever_was_granted_to_publish_there_speaks_for_others() {
        Caller shop = caller(new Grants(SelectorSet.of("chat/**"), SelectorSet.none(), false))
                .withAlso(ANYBODY);

        assertThatCode(() -> Access.requireSpeaking(shop, ROOMS)).doesNotThrowAnyException();
    }
}
