package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Event;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.ManualClock;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import dev.carillon.security.audit.Act;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LogAuditTrailTest {

    private static final Caller OPERATOR = new Caller("op", "Olga", Grants.ALL, Credential.BEARER, "token-1", null);

    private final ManualClock clock = new ManualClock();
    private final MemoryEventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1000, 1 << 20, Duration.ofDays(1))),
            Duration.ofHours(1),
            clock,
            RandomGenerator.of("L64X128MixRandom"));
    private final LogAuditTrail audit = new LogAuditTrail(log, clock);
    private final Act act = new Act("close-connections", OPERATOR, "192.0.2.1", Map.of()).with("subject", "eve");

    @Test
    void an_act_stands_in_the_trail_before_it_is_done_and_after_it() {
        String done = audit.keep(act, findings -> {
            assertThat(trail()).hasSize(1);
            findings.put("closed", 3);
            return "done";
        });

        assertThat(done).isEqualTo("done");
        String what = "\"act\":\"close-connections\",\"outcome\":\"%s\",\"by\":{\"subject\":\"op\",\"name\":\"Olga\","
                + "\"tokenId\":\"token-1\"},\"address\":\"192.0.2.1\",\"what\":{\"subject\":\"eve\"}";
        assertThat(trail())
                .extracting(event -> event.payload().text())
                .containsExactly(
                        "{" + what.formatted("accepted") + "}",
                        "{" + what.formatted("done") + ",\"result\":{\"closed\":3}}");
        assertThat(trail()).extracting(Event::type).containsOnly("close-connections");
        assertThat(trail().get(0).key()).isNotNull().isEqualTo(trail().get(1).key());
    }

    @Test
    void an_act_that_fails_stands_there_with_its_problem_and_fails() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> audit.keep(act, findings -> {
                    throw new AccessDeniedException("rule", "finding", "remedy");
                }));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> audit.keep(act, findings -> {
                    throw new IllegalStateException("the secret of this exception");
                }));

        assertThat(trail()).hasSize(4);
        assertThat(trail().get(1).payload().text())
                .contains("\"outcome\":\"failed\",")
                .contains("\"problem\":\"forbidden\"");
        assertThat(trail().get(3).payload().text())
                .contains("\"outcome\":\"failed\",")
                .doesNotContain("problem")
                .doesNotContain("secret");
    }

    @Test
    void an_act_that_cannot_be_kept_is_not_done() {
        log.close();
        AtomicBoolean done = new AtomicBoolean();

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> audit.keep(act, findings -> {
                    done.set(true);
                    return "";
                }));
        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> audit.note(act));

        assertThat(done).isFalse();
    }

    /** What is done is done: the caller must not be told that it is not. */
    @Test
    void an_act_whose_end_cannot_be_kept_is_done_all_the_same() {
        assertThat(audit.<String>keep(act, findings -> {
                    log.close();
                    return "done";
                }))
                .isEqualTo("done");
    }

    @Test
    void what_is_noted_is_done_at_once_and_its_details_keep_their_types() {
        audit.note(act.with("flag", true).with("count", 7).with("list", List.of("a", "b")));

        assertThat(trail())
                .singleElement()
                .satisfies(event -> assertThat(event.payload().text())
                        .contains("\"outcome\":\"done\"")
                        .contains("\"what\":{\"subject\":\"eve\",\"flag\":true,\"count\":7,\"list\":[\"a\",\"b\"]}"));
    }

    private List<Event> trail() {
        return log.read(0, SelectorSet.of("admin/audit"), new PageLimit(100, 1 << 20)).entries().stream()
                .map(entry -> entry.event())
                .toList();
    }
}
