package dev.carillon.it.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a Chromium comes from: it is there; else from the packages of the system, if we may install some; else Playwright downloads the
 * one that it was made for. Tests of pages are never left out, so the end of the list is a failure.
 */
final class BrowserSearch {

    static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What a search does to the machine. */
    interface Machine {

        /** A command that may be run. */
        Optional<Path> command(String name);

        boolean isRoot();

        /** Whether it ended well. */
        boolean run(List<String> command);

        /** Whether Playwright now has a Chromium of its own. */
        boolean installPlaywrights(boolean withSystemPackages);
    }

    /** @param executable empty for the one that Playwright has installed */
    record Found(Optional<Path> executable) {}

    private final Machine machine;
    private final List<String> tried = new ArrayList<>();

    BrowserSearch(Machine machine) {
        this.machine = machine;
    }

    /** @throws IllegalStateException if there is none, and says what was tried */
    Found find() {
        Optional<Path> there = onPath();
        if (there.isEmpty()) {
            there = fromSystemPackages();
        }
        if (there.isPresent()) {
            return new Found(there);
        }
        if (machine.installPlaywrights(machine.isRoot())) {
            return new Found(Optional.empty());
        }
        tried.add("Playwright could not install one");
        throw new IllegalStateException("The tests of the pages need a Chromium. " + String.join("; ", tried)
                + ". Install chromium or google-chrome, and try again.");
    }

    private Optional<Path> onPath() {
        Optional<Path> found =
                NAMES.stream().flatMap(name -> machine.command(name).stream()).findFirst();
        if (found.isEmpty()) {
            tried.add("There is no " + String.join(", ", NAMES) + " on the PATH");
        }
        return found;
    }

    private Optional<Path> fromSystemPackages() {
        Optional<Path> aptGet = machine.command("apt-get");
        if (aptGet.isEmpty() || !machine.isRoot()) {
            tried.add(aptGet.isEmpty() ? "there is no apt-get" : "only root may use apt-get");
            return Optional.empty();
        }
        String command = aptGet.get().toString();
        machine.run(List.of(command, "update", "-q"));
        if (!machine.run(List.of(command, "install", "-y", "-q", "--no-install-recommends", "chromium"))) {
            tried.add("apt-get could not install chromium");
            return Optional.empty();
        }
        return onPath();
    }
}
