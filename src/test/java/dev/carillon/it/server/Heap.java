package dev.carillon.it.server;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is alive in a JVM after a full collection.
 *
 * @param instances by the name of their class
 * @param bytes the same for their size
 */
public record Heap(Map<String, Long> instances, Map<String, Long> bytes, long totalBytes) {

    /** {@code 12:   345   6789  java.lang.String (java.base@17)}; the last line is {@code Total  345  6789}. */
    private static final Pattern LINE = Pattern.compile("\\s*[0-9]+:\\s+([0-9]+)\\s+([0-9]+)\\s+(\\S+).*");

    /** Asks {@code jcmd}, whose histogram begins with a full collection. */
    public static Heap of(long pid) throws IOException, InterruptedException {
        String text = Jcmd.run(pid, "GC.class_histogram");
        Map<String, Long> instances = new TreeMap<>();
        Map<String, Long> sizes = new TreeMap<>();
        long bytes = 0;
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                instances.merge(matcher.group(3), Long.parseLong(matcher.group(1)), Long::sum);
                sizes.merge(matcher.group(3), Long.parseLong(matcher.group(2)), Long::sum);
                bytes += Long.parseLong(matcher.group(2));
            }
        }
        if (bytes == 0) {
            throw new IOException("no histogram: " + text);
        }
        return new Heap(instances, sizes, bytes);
    }

    public long count(String className) {
        return instances.getOrDefault(className, 0L);
    }

    /** Classes of ours of which there are more now than before, with the difference. */
    public Map<String, Long> moreOfOursThan(Heap before, long tolerance) {
        Map<String, Long> more = new TreeMap<>();
        instances.forEach((name, count) -> {
            long difference = count - before.count(name);
            if (name.startsWith("dev.carillon.") && difference > tolerance) {
                more.put(name, difference);
            }
        });
        return more;
    }

    /** The classes whose instances take the most bytes more than before. */
    public String largestGrowth(Heap before) {
        return bytes.entrySet().stream()
                .map(entry ->
                        Map.entry(entry.getKey(), entry.getValue() - before.bytes.getOrDefault(entry.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(10)
                .map(entry -> entry.getKey() + " +" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
