package dev.carillon.ticker.feed.run;

import static dev.carillon.ticker.feed.run.TestFeeds.act;
import static dev.carillon.ticker.feed.run.TestFeeds.config;
import static dev.carillon.ticker.feed.run.TestFeeds.definition;
import static dev.carillon.ticker.feed.run.TestFeeds.json;
import static dev.carillon.ticker.feed.run.TestFeeds.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.feed.run.FeedFigures.Health;
import dev.carillon.ticker.feed.run.FeedState.Origin;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {

    private static final String DEMO = "[{'name':'demo','kind':'steady','config':{'price':5,'note':'n'}}]";

    private final TestFeeds parts = new TestFeeds();

    @AfterEach
    void close() {
        parts.close();
    }

    private static void awaitHealth(Feeds feeds, String name, Health health) {
        await().until(() -> feeds.get(name).figures().health() == health);
    }

    private static void assertRefused(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HubException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    @Test
    void feeds_of_the_settings_run_from_the_start_unless_they_say_otherwise() {
        Feeds feeds = parts.start("[{'name':'b','kind':'steady'},{'name':'a','kind':'steady','running':false}]");

        awaitHealth(feeds, "b", Health.UP);
        assertThat(feeds.all())
                .extracting(feed -> feed.definition().name().value() + " " + feed.running() + " " + feed.origin())
                .containsExactly("a false SETTINGS", "b true SETTINGS");
        assertThat(TestFeeds.threads()).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("carillon-feed-b");
            assertThat(thread.isDaemon()).isTrue();
        });
        assertThat(feeds.get("b").figures().quotes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[{'kind':'steady'}]",
                "[{'name':'a'}]",
                "[{'name':'A','kind':'steady'}]",
                "[{'name':'a','kind':'none'}]",
                "[{'name':'a','kind':'steady','runing':true}]",
                "[{'name':'a','kind':'steady','running':'yes'}]",
                "[{'name':'a','kind':'steady','config':1}]",
                "[{'name':'a','kind':'steady','config':{'price':-1}}]",
                "[{'name':'a','kind':'steady','config':{'prize':1}}]",
                "[{'name':'a','kind':'steady'},{'name':'a','kind':'once'}]",
                "[{'name':'a','kind':'once'},{'name':'b','kind':'once'},{'name':'c','kind':'once'},{'name':'d','kind':'once'}]"
            })
    void what_is_wrong_in_the_settings_ends_the_start_and_names_the_setting(String settings) {
        assertThatThrownBy(() -> parts.notStarted(settings, parts.steady, parts.once))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carillon.ticker.feeds");
    }

    @Test
    void a_new_feed_is_kept_with_its_audit_and_is_there_after_a_restart() {
        Feeds feeds = parts.start("[]");

        FeedState made = feeds.create(definition("mine", "steady", "{'price':7}"), act("create-feed"));
        feeds.stop();
        Feeds again = parts.start("[]");

        assertThat(made.origin()).isEqualTo(Origin.API);
        assertThat(made.running()).isTrue();
        assertThat(parts.kept())
                .extracting(event -> event.channel().value())
                .containsExactly("~ticker/feeds", "admin/audit");
        assertThat(parts.events("admin/audit").get(0).payload().text())
                .contains("name=mine", "kind=steady", "running=true", "config={\"price\":7}");
        awaitHealth(again, "mine", Health.UP);
        assertThat(again.get("mine").definition()).isEqualTo(made.definition());
        assertThat(parts.prices()).containsOnly("7");
    }

    @Test
    void what_was_changed_of_a_feed_of_the_settings_outlives_a_restart_and_the_rest_is_theirs() {
        Feeds feeds = parts.start(DEMO);
        feeds.change("demo", config("{'note':null}"), act("change-feed"));
        feeds.change("demo", running(false), act("change-feed"));
        feeds.stop();

        Feeds again = parts.start("[{'name':'demo','kind':'steady','config':{'price':6,'note':'new'}}]");

        FeedState demo = again.get("demo");
        assertThat(demo.running()).isFalse();
        assertThat(demo.origin()).isEqualTo(Origin.SETTINGS);
        assertThat(demo.definition().config()).isEqualTo(json("{'price':6}"));
        assertThat(parts.events("~ticker/feeds").get(0).payload().text()).doesNotContain("price");
    }

    @Test
    void what_was_kept_of_another_feed_of_the_same_name_does_not_count() {
        Feeds feeds = parts.start(DEMO);
        feeds.change("demo", config("{'price':8}"), act("change-feed"));
        feeds.create(definition("mine", "steady", "{}"), act("create-feed"));
        feeds.stop();

        Feeds again = parts.start("[{'name':'demo','kind':'once'},{'name':'mine','kind':'once'}]");

        assertThat(again.get("demo").definition().config()).isEmpty();
        assertThat(again.get("mine").origin()).isEqualTo(Origin.SETTINGS);
        assertThat(again.get("mine").definition().kind()).isEqualTo("once");
    }

    @Test
    void what_the_settings_do_not_define_any_more_is_gone() {
        Feeds feeds = parts.start(DEMO);
        feeds.change("demo", running(false), act("change-feed"));
        feeds.stop();

        assertThat(parts.start("[]").all()).isEmpty();
    }

    @Test
    void another_configuration_begins_anew_with_one_thread() {
        Feeds feeds = parts.start(DEMO);
        awaitHealth(feeds, "demo", Health.UP);

        FeedState changed = feeds.change("demo", config("{'price':'5.5'}"), act("change-feed"));

        await().until(() -> parts.taken.size() == 2);
        awaitHealth(feeds, "demo", Health.UP);
        assertThat(changed.definition().config()).isEqualTo(json("{'price':'5.5','note':'n'}"));
        assertThat(parts.prices()).containsExactly("5", "5.5");
        assertThat(feeds.get("demo").figures().quotes()).isEqualTo(2);
        assertThat(TestFeeds.threads()).hasSize(1);
    }

    @Test
    void what_changes_nothing_is_not_kept() {
        Feeds feeds = parts.start(DEMO);

        feeds.change("demo", FeedChange.NONE, act("change-feed"));
        feeds.change("demo", running(true), act("change-feed"));
        feeds.change("demo", config("{'price':5}"), act("change-feed"));

        assertThat(parts.kept()).isEmpty();
    }

    @Test
    void a_wrong_change_is_refused_and_the_feed_runs_on() {
        Feeds feeds = parts.start(DEMO);
        awaitHealth(feeds, "demo", Health.UP);

        assertRefused(Problem.INVALID_FEED, () -> feeds.change("demo", config("{'price':-1}"), act("change-feed")));
        assertRefused(Problem.INVALID_FEED, () -> feeds.change("demo", config("{'x':1}"), act("change-feed")));

        assertThat(feeds.get("demo").running()).isTrue();
        assertThat(parts.prices()).containsExactly("5");
        assertThat(parts.kept()).isEmpty();
    }

    @Test
    void a_feed_that_was_deleted_is_gone_after_a_restart_too() {
        Feeds feeds = parts.start("[]");
        feeds.create(definition("mine", "steady", "{}"), act("create-feed"));

        feeds.delete("mine", act("delete-feed"));
        feeds.stop();

        assertRefused(Problem.NO_SUCH_FEED, () -> feeds.get("mine"));
        assertThat(TestFeeds.threads()).isEmpty();
        assertThat(parts.events("admin/audit")).extracting(Event::type).containsExactly("create-feed", "delete-feed");
        assertThat(parts.start("[]").all()).isEmpty();
    }

    @Test
    void names_kinds_and_numbers_are_checked() {
        Feeds feeds = parts.start(DEMO);

        assertRefused(Problem.FEED_FROM_SETTINGS, () -> feeds.delete("demo", act("delete-feed")));
        assertRefused(Problem.FEED_EXISTS, () -> feeds.create(definition("demo", "once", "{}"), act("create-feed")));
        assertRefused(Problem.INVALID_FEED, () -> feeds.create(definition("x", "none", "{}"), act("create-feed")));
        assertRefused(Problem.INVALID_FEED, () -> definition("Not a name", "once", "{}"));
        assertRefused(Problem.NO_SUCH_FEED, () -> feeds.get("none"));
        assertRefused(Problem.NO_SUCH_FEED, () -> feeds.change("Not a name", running(true), act("change-feed")));
        feeds.create(definition("two", "steady", "{}"), act("create-feed"));
        feeds.create(definition("three", "steady", "{}"), act("create-feed"));
        assertRefused(Problem.TICKER_FULL, () -> feeds.create(definition("four", "once", "{}"), act("create-feed")));
    }

    @Test
    void a_feed_that_fails_does_not_disturb_another() {
        Feeds feeds = parts.start("[{'name':'bad','kind':'broken'},{'name':'good','kind':'steady'}]");

        awaitHealth(feeds, "bad", Health.FAILING);
        awaitHealth(feeds, "good", Health.UP);
        parts.wakeUps.release(50);
        await().until(() -> feeds.get("bad").figures().failures() > 3);

        assertThat(feeds.get("bad").figures().lastError()).isEqualTo("IllegalStateException: it is broken");
        assertThat(feeds.get("bad").figures().nextTryAt()).isNotNull();
        assertThat(feeds.get("good").figures().health()).isEqualTo(Health.UP);
        assertThat(feeds.get("good").figures().failures()).isZero();
    }

    @Test
    void a_feed_that_was_right_when_it_was_kept_and_is_wrong_now_is_there_and_fails() {
        Feeds feeds = parts.start("[]");
        feeds.create(definition("mine", "steady", "{}"), act("create-feed"));
        feeds.stop();

        Feeds without = parts.start("[]", parts.once);

        awaitHealth(without, "mine", Health.FAILING);
        assertThat(without.get("mine").figures().lastError()).contains("The kind of a feed is one of once.");
        assertThat(without.change("mine", running(false), act("change-feed")).running())
                .isFalse();
        without.delete("mine", act("delete-feed"));
        assertThat(without.all()).isEmpty();
    }

    @Test
    void a_feed_that_has_come_to_its_end_does_not_run_and_can_be_run_again() {
        Feeds feeds = parts.start("[{'name':'short','kind':'once'}]");
        awaitHealth(feeds, "short", Health.STOPPED);

        boolean ran = feeds.get("short").running();
        feeds.change("short", config("{'price':2}"), act("change-feed"));
        feeds.change("short", running(true), act("change-feed"));

        await().until(() -> parts.taken.size() == 2);
        assertThat(ran).isFalse();
        assertThat(parts.prices()).containsExactly("1", "2");
    }

    @Test
    void nothing_happens_that_cannot_be_kept() {
        Feeds feeds = parts.start(DEMO);
        awaitHealth(feeds, "demo", Health.UP);
        parts.log.close();

        assertThatThrownBy(() -> feeds.create(definition("mine", "steady", "{}"), act("create-feed")))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> feeds.change("demo", running(false), act("change-feed")))
                .isInstanceOf(HubException.class);

        assertThat(feeds.all())
                .singleElement()
                .satisfies(demo -> assertThat(demo.running()).isTrue());
    }

    @Test
    void all_threads_end_with_the_application_and_none_begins_after_it() {
        Feeds feeds = parts.start("[{'name':'bad','kind':'broken'},{'name':'good','kind':'steady'}]");
        awaitHealth(feeds, "good", Health.UP);

        feeds.stop();
        feeds.stop();

        assertThat(TestFeeds.threads()).isEmpty();
        assertRefused(Problem.STOPPED, () -> feeds.change("good", running(true), act("change-feed")));
        assertRefused(Problem.STOPPED, () -> feeds.create(definition("x", "once", "{}"), act("create-feed")));
    }

    @Test
    void two_kinds_of_one_name_end_the_start() {
        assertThatThrownBy(() -> parts.notStarted("[]", parts.once, parts.once)).hasMessageContaining("once");
    }
}
