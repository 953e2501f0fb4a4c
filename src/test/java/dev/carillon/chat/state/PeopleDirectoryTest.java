package dev.carillon.chat.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.text.Lookalikes;
import dev.carillon.chat.text.Mentions;
import dev.carillon.log.ManualClock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** People who come, change their names and go, beside a map of who is called how. */
class PeopleDirectoryTest {

    private static final List<String> NAMES = List.of("Ann", "ANN", "A.n.n", "Bob", "B0b", "Éva");
    private static final List<UserId> USERS = List.of(new UserId("u1"), new UserId("u2"), new UserId("u3"));

    /** @param name null if he goes */
    record Step(UserId user, @Nullable String name) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(USERS), Arbitraries.of(NAMES).injectNull(0.2))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 300)
    void everybody_is_found_by_the_name_that_he_has_and_by_no_other(@ForAll("steps") List<Step> steps) {
        ChatEvents events = new ChatEvents(new ManualClock());
        PeopleDirectory directory = new PeopleDirectory();
        Map<UserId, String> called = new HashMap<>();

        for (Step step : steps) {
            if (step.name() == null) {
                called.remove(step.user());
                directory.applyPerson(events.unknown(step.user()));
            } else {
                called.put(step.user(), step.name());
                directory.applyPerson(events.known(new Known(new Person(step.user(), step.name()), null)));
            }
        }

        assertThat(directory.countPeople()).isEqualTo(called.size());
        for (String name : NAMES) {
            Set<UserId> named = new HashSet<>();
            Set<UserId> alike = new HashSet<>();
            called.forEach((user, own) -> {
                if (Mentions.key(own).equals(Mentions.key(name))) {
                    named.add(user);
                }
                if (Lookalikes.skeleton(own).equals(Lookalikes.skeleton(name))) {
                    alike.add(user);
                }
            });
            assertThat(directory.named(Mentions.key(name))).isEqualTo(named);
            for (UserId user : USERS) {
                boolean others = alike.stream().anyMatch(other -> !other.equals(user));
                assertThat(directory.isTaken(Lookalikes.skeleton(name), user)).isEqualTo(others);
            }
        }
    }
}
