package dev.carillon.bench.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must be known about the machine to compare figures. */
public final class Machine {
    /** Below it the servers have their data. */
    private static final Path DATA = Path.of("target", "bench");

    private static final int COMMITS = 300;

    private Machine() {}

    /** One fact a line, with the versions of what is measured. */
    public static List<String> facts(List<String> versions) {
        List<String> facts = new ArrayList<>();
        facts.add(LocalDate.now(ZoneOffset.UTC).toString());
        facts.add(Runtime.getRuntime().availableProcessors() + " cores, " + cpuModel());
        facts.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.add(System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.add(commitTime());
        facts.addAll(versions);
        return facts;
    }

    /** What whoever wants an event to be on the disk waits for at least: an appended page, and until it is written. */
    private static String commitTime() {
        try {
            Files.createDirectories(DATA);
            Path file = Files.createTempFile(DATA, "commit", "");
            long[] nanos = new long[COMMITS];
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
                for (int i = 0; i < COMMITS; i++) {
                    long start = System.nanoTime();
                    channel.write(ByteBuffer.allocate(4_096));
                    channel.force(false);
                    nanos[i] = System.nanoTime() - start;
                }
            } finally {
                Files.delete(file);
            }
            Arrays.sort(nanos);
            return "appending 4 KiB to a file with fsync takes %.2f ms (median), %.2f ms (p99)"
                    .formatted(nanos[COMMITS / 2] / 1e6, nanos[COMMITS * 99 / 100] / 1e6);
        } catch (IOException e) {
            return "a disk that cannot be written: " + e.getMessage();
        }
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
