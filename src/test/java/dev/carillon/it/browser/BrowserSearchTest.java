package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrowserSearchTest {

    private final FakeMachine machine = new FakeMachine();

    @Test
    void a_browser_that_is_there_is_taken_and_nothing_is_installed() {
        machine.commands.addAll(List.of("google-chrome", "apt-get"));
        machine.root = true;

        var found = new BrowserSearch(machine).find();

        assertThat(found.executable()).hasValue(Path.of("/bin/google-chrome"));
        assertThat(machine.done).isEmpty();
    }

    @Test
    void else_it_comes_from_the_packages_of_the_system() {
        machine.commands.add("apt-get");
        machine.root = true;
        machine.packagesHaveIt = true;

        var found = new BrowserSearch(machine).find();

        assertThat(found.executable()).hasValue(Path.of("/bin/chromium"));
        assertThat(machine.done)
                .containsExactly(
                        "/bin/apt-get update -q", "/bin/apt-get install -y -q --no-install-recommends chromium");
    }

    @Test
    void else_playwright_installs_one() {
        machine.commands.add("apt-get");
        machine.root = true;
        machine.playwrightHasIt = true;

        var found = new BrowserSearch(machine).find();

        assertThat(found.executable()).isEmpty();
        assertThat(machine.done).last().isEqualTo("playwright, with packages: true");
    }

    @Test
    void somebody_who_is_not_root_does_not_try_the_packages() {
        machine.commands.add("apt-get");
        machine.playwrightHasIt = true;

        var found = new BrowserSearch(machine).find();

        assertThat(found.executable()).isEmpty();
        assertThat(machine.done).containsExactly("playwright, with packages: false");
    }

    @Test
    void the_build_fails_without_a_browser_and_says_what_was_tried() {
        machine.commands.add("apt-get");
        machine.root = true;

        assertThatThrownBy(new BrowserSearch(machine)::find)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The tests of the pages need a Chromium. There is no chromium, chromium-browser, google-chrome on the "
                                + "PATH; apt-get could not install chromium; Playwright could not install one. Install chromium or "
                                + "google-chrome, and try again.");
    }

    private static final class FakeMachine implements BrowserSearch.Machine {

        final Set<String> commands = new HashSet<>();
        final List<String> done = new ArrayList<>();
        boolean root;
        boolean packagesHaveIt;
        boolean playwrightHasIt;

        @Override
        public Optional<Path> command(String name) {
            return commands.contains(name) ? Optional.of(Path.of("/bin", name)) : Optional.empty();
        }

        @Override
        public boolean isRoot() {
            return root;
        }

        @Override
        public boolean run(List<String> command) {
            done.add(String.join(" ", command));
            if (packagesHaveIt && command.contains("install")) {
                commands.add("chromium");
            }
            return packagesHaveIt || command.contains("update");
        }

        @Override
        public boolean installPlaywrights(boolean withSystemPackages) {
            done.add("playwright, with packages: " + withSystemPackages);
            return playwrightHasIt;
        }
    }
}
