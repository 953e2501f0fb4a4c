package dev.carillon.hub;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever a reader includes and excludes, however slowly it reads, and wherever it is cut off: it gets each durable event of its channels
 * once and in order, and its last id says for all of them what it has.
 */
class InclusionProperties {

    /** Something that happens; with a text, so that a failure can be read. */
    record Step(String text, java.util.function.Consumer<InclusionWalk> action) {

        @Override
        public String toString() {
            return text;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_reader_gets_everything_that_it_includes_once_and_its_last_id_is_exact(
            @ForAll("settings") HubSettings settings, @ForAll("steps") List<Step> steps) {
        walk(settings, steps);
    }

    /** Nearly always it has something to read yet when its channels change. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_same_holds_for_one_who_reads_little_and_changes_its_mind(
            @ForAll("settings") HubSettings settings, @ForAll("slowSteps") List<Step> steps) {
        walk(settings, steps);
    }

    private static void walk(HubSettings settings, List<Step> steps) {
        InclusionWalk walk = new InclusionWalk(settings);
        for (Step step : steps) {
            step.action.accept(walk);
            walk.check();
        }
        walk.finish();
    }

    @Provide
    Arbitrary<HubSettings> settings() {
        return Combinators.combine(
                        Arbitraries.of(64, 1, 2, 3, 8),
                        Arbitraries.of(100_000L, 60L, 300L),
                        Arbitraries.of(512, 1, 3, 20))
                .as((frames, bytes, page) -> new HubSettings(
                        1,
                        new HubSettings.RingLimits(frames, bytes, 1 << 20),
                        TestHub.pages(page, 2),
                        TestHub.SETTINGS.publish(),
                        TestHub.SETTINGS.timing()));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, publishes()),
                        Tuple.of(6, includes()),
                        Tuple.of(3, excludes()),
                        Tuple.of(5, simple("round", InclusionWalk::round)),
                        Tuple.of(5, io()),
                        Tuple.of(6, windows()),
                        Tuple.of(1, simple("cut", InclusionWalk::cut)),
                        Tuple.of(1, simple("time passes", InclusionWalk::passTime)),
                        Tuple.of(2, simple("everything settles", InclusionWalk::settle)))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Step>> slowSteps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, publishes()),
                        Tuple.of(6, includes()),
                        Tuple.of(6, excludes()),
                        Tuple.of(6, simple("round", InclusionWalk::round)),
                        Tuple.of(4, io()),
                        Tuple.of(6, Arbitraries.of(1, 1, 2).map(InclusionProperties::window)),
                        Tuple.of(1, simple("cut", InclusionWalk::cut)))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<Step> simple(String text, java.util.function.Consumer<InclusionWalk> action) {
        return Arbitraries.just(new Step(text, action));
    }

    private static Arbitrary<Step> publishes() {
        Arbitrary<InclusionWalk.Post> post = Combinators.combine(
                        Arbitraries.of(InclusionWalk.CHANNELS),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(1, 1, 30, 20_000),
                        Arbitraries.of("", "", "!me", "!other"))
                .as(InclusionWalk.Post::new);
        return post.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(posts -> new Step(
                        "publish " + posts.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        walk -> walk.publish(posts)));
    }

    private static Arbitrary<String> selectors() {
        return Arbitraries.of("a", "b", "c/1", "c/*", "c/**", "none");
    }

    private static Arbitrary<Step> includes() {
        return Combinators.combine(selectors().set().ofMinSize(1).ofMaxSize(2), Arbitraries.of(-1, -1, 0, 1, 3, 12))
                .as((chosen, back) -> new Step(
                        "include " + chosen + (back < 0 ? "" : " with the last " + back),
                        walk -> walk.include(List.copyOf(chosen), back)));
    }

    private static Arbitrary<Step> excludes() {
        return selectors()
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(chosen -> new Step("exclude " + chosen, walk -> walk.exclude(List.copyOf(chosen))));
    }

    private static Arbitrary<Step> io() {
        return Arbitraries.integers().between(0, 3).map(index -> new Step("I/O task " + index, walk -> walk.io(index)));
    }

    private static Arbitrary<Step> windows() {
        return Arbitraries.of(0, 1, 2, 3, TestHub.UNLIMITED).map(InclusionProperties::window);
    }

    private static Step window(int window) {
        return new Step("window is " + window, walk -> walk.open(window));
    }
}
