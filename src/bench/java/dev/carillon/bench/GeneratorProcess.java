package dev.carillon.bench;

import dev.carillon.bench.load.LoadGenerator;
import dev.carillon.bench.load.Measurement;
import dev.carillon.bench.load.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the load generator as a process of its own, so that its memory and its collector disturb nobody. */
final class GeneratorProcess {
    /** What a run may take beyond its windows: connecting twice, broadcasts, draining. */
    private static final int EXTRA_SECONDS = 300;

    /** It allocates nothing to speak of while it measures, and one thread is all it needs. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private GeneratorProcess() {}

    /** Waits for the result; ends the process whatever happens. */
    static Measurement run(Settings settings, Path output) throws IOException, InterruptedException {
        Files.createDirectories(output.getParent());
        Process process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            long windows =
                    settings.warmUp().plus(settings.window().multipliedBy(4)).toSeconds();
            if (!process.waitFor(windows + EXTRA_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the load generator did not come to an end");
            }
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(killer);
        }
        return result(Files.readAllLines(output));
    }

    private static Measurement result(List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith(Measurement.LINE_START)) {
                return Measurement.parse(line);
            }
        }
        throw new IOException(lines.isEmpty() ? "the load generator said nothing" : lines.get(0));
    }

    private static List<String> command(Settings settings) {
        List<String> command = new ArrayList<>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(JVM_OPTIONS);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LoadGenerator.class.getName());
        command.addAll(settings.toArguments());
        return command;
    }
}
