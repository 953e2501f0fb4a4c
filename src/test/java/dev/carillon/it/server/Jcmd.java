package dev.carillon.it.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Looks at another process of this machine. */
public final class Jcmd {
    private Jcmd() {}

    /** What {@code jcmd} of this JDK prints. */
    public static String run(long pid, String... command) throws IOException, InterruptedException {
        String[] all = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(pid)),
                        Arrays.stream(command))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    /** Threads whose names begin so. */
    public static long threads(long pid, String prefix) throws IOException, InterruptedException {
        return run(pid, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"" + prefix))
                .count();
    }

    /** Open files, sockets and pipes. */
    public static long descriptors(long pid) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.count();
        }
    }

    /** How many this process, and those that it starts, may have open. */
    public static long descriptorLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .mapToLong(line -> Long.parseLong(line.split("\\s{2,}", -1)[1]))
                .findFirst()
                .orElseThrow();
    }
}
