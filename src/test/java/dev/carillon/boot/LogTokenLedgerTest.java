package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.ManualClock;
import dev.carillon.log.PageLimit;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.log.sqlite.SqliteEventLog;
import dev.carillon.security.Grants;
import dev.carillon.security.token.IssuedToken;
import dev.carillon.security.token.Revocation;
import dev.carillon.security.token.TokenRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger keeps in both logs, whatever retention is set. */
class LogTokenLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Grants GRANTS = new Grants(SelectorSet.of("a/*", "b"), SelectorSet.of("c/**"), true);
    private static final IssuedToken TOKEN =
            new IssuedToken("id-1", "Ann \"O.\" 安", "ann", GRANTS, NOW, NOW.plusSeconds(3600), null);
    private static final IssuedToken REVOKED =
            new IssuedToken("id-2", "b", "b", Grants.NONE, NOW, NOW.plusSeconds(60), NOW.plusMillis(1));
    private static final Revocation FOREIGN = new Revocation("https://id.example/7", NOW.plusNanos(1000));

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private EventLog log;

    @AfterEach
    void end() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void what_is_kept_is_read(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");
        assertThat(ledger.read()).isEmpty();

        List.of(TOKEN, REVOKED, FOREIGN).forEach(ledger::keep);

        assertThat(ledger.read()).containsExactlyInAnyOrder(TOKEN, REVOKED, FOREIGN);
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void the_newest_record_of_an_id_counts(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");
        IssuedToken again = new IssuedToken(
                TOKEN.id(), TOKEN.name(), TOKEN.subject(), GRANTS, NOW, TOKEN.expiresAt(), NOW.plusSeconds(5));

        ledger.keep(TOKEN);
        ledger.keep(again);

        assertThat(ledger.read()).containsExactly(again);
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void what_is_forgotten_is_gone(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");
        List.<TokenRecord>of(TOKEN, REVOKED, FOREIGN).forEach(ledger::keep);

        ledger.forget(Set.of(TOKEN.id(), FOREIGN.id()));

        assertThat(ledger.read()).containsExactly(REVOKED);
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void more_than_a_page_is_read(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");
        List<Revocation> many = IntStream.range(0, 1100)
                .mapToObj(i -> new Revocation("t" + i, NOW))
                .toList();

        many.forEach(ledger::keep);
        publish("other", 1100);

        assertThat(ledger.read()).isEqualTo(many);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "** = 1 events",
                "** = 1ms",
                "~tokens = 1 events; ** = forever",
                "~tokens = 1ms; ** = 1 events",
                "~tokens/** = 1 events; ** = forever"
            })
    void no_setting_can_lose_it(String retention) {
        for (LogSettings.Kind kind : LogSettings.Kind.values()) {
            LogTokenLedger ledger = open(kind, retention);
            List.<TokenRecord>of(TOKEN, REVOKED, FOREIGN).forEach(ledger::keep);

            clock.pass(Duration.ofDays(400));
            publish("other", 200);

            assertThat(ledger.read()).as("%s", kind).containsExactlyInAnyOrder(TOKEN, REVOKED, FOREIGN);
            log.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void nobody_reads_it_by_a_pattern(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");

        ledger.keep(TOKEN);

        assertThat(log.read(0, SelectorSet.of("**"), new PageLimit(10, 1 << 20)).entries())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_restart_changes_nothing(int times) {
        LogTokenLedger ledger = open(LogSettings.Kind.SQLITE, "** = 1 events");
        List.<TokenRecord>of(TOKEN, REVOKED, FOREIGN).forEach(ledger::keep);
        ledger.forget(Set.of(REVOKED.id()));

        for (int i = 0; i < times; i++) {
            log.close();
            ledger = open(LogSettings.Kind.SQLITE, "** = 1 events");
        }

        assertThat(ledger.read()).containsExactlyInAnyOrder(TOKEN, FOREIGN);
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Kind.class)
    void a_log_that_is_closed_keeps_nothing(LogSettings.Kind kind) {
        LogTokenLedger ledger = open(kind, "** = forever");
        log.close();

        assertThatThrownBy(() -> ledger.keep(TOKEN)).isInstanceOf(HubStoppedException.class);
    }

    private LogTokenLedger open(LogSettings.Kind kind, String retention) {
        RetentionPolicy policy = LogTokenLedger.keptBy(RetentionSetting.parse(retention));
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        log = switch (kind) {
            case SQLITE -> SqliteEventLog.open(directory, policy, Duration.ofHours(1), clock, random);
            case MEMORY -> new MemoryEventLog(policy, Duration.ofHours(1), clock, random);
        };
        return new LogTokenLedger(log, clock);
    }

    private void publish(String channel, int events) {
        for (int i = 0; i < events; i++) {
            log.append(Append.of(Event.of(new ChannelName(channel), Payload.text("x"), clock.instant())))
                    .toCompletableFuture()
                    .join();
        }
    }
}
