package dev.carillon.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What must be known about the machine to compare figures. */
public final class Machine {
    private Machine() {}

    /** One fact a line, with the versions of what is measured. */
    public static List<String> facts(List<String> versions) {
        List<String> facts = new ArrayList<>();
        facts.add(LocalDate.now(ZoneOffset.UTC).toString());
        facts.add(Runtime.getRuntime().availableProcessors() + " cores, " + cpuModel());
        facts.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.add(System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.addAll(versions);
        return facts;
    }

    private static String cpuModel() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return "of an unknown model";
        }
        return "of an unknown model";
    }
}
