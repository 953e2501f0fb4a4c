package dev.carillon.it.browser;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Chromium itself recorded of a page, between two marks: each frame, and each task of each thread. It is the format of {@code
 * chrome://tracing}, in microseconds.
 */
final class Trace {

    private static final String BEGIN = "trace-begin";
    private static final String END = "trace-end";

    private static final List<String> CATEGORIES = List.of(
            "toplevel",
            "blink.user_timing",
            "disabled-by-default-devtools.timeline",
            "disabled-by-default-devtools.timeline.frame");

    private record Strand(int process, int number) {}

    private record Task(long begin, long duration, long processorTime) {}

    /** @param late whether the page had something new for it that was not ready in time */
    private record Frame(int process, long number, long time, boolean late) {

        static Frame of(JsonObject event) {
            JsonObject args = event.getAsJsonObject("args");
            JsonElement number = args.get("frameSeqId");
            JsonElement late = args.get("hasPartialUpdate");
            return new Frame(
                    event.get("pid").getAsInt(),
                    number == null ? -1 : number.getAsLong(),
                    event.get("ts").getAsLong(),
                    late != null && late.getAsBoolean());
        }
    }

    private final Map<Strand, List<Task>> tasks = new HashMap<>();

    /** What the display offered to a page, by Chromium's number for it. */
    private final List<Frame> offered = new ArrayList<>();

    private final List<Frame> begun = new ArrayList<>();
    private final List<Frame> drawn = new ArrayList<>();
    private final List<Frame> dropped = new ArrayList<>();

    /** Those that the page is made in. */
    private final Set<Integer> processes = new HashSet<>();

    private long begin;
    private long end;

    private Trace() {}

    /** Runs {@code work} in the page while it is recorded. */
    static Trace of(Page page, Runnable work) throws IOException {
        Browser browser = page.context().browser();
        browser.startTracing(page, new Browser.StartTracingOptions().setCategories(CATEGORIES));
        page.evaluate("name => performance.mark(name)", BEGIN);
        work.run();
        page.evaluate("name => performance.mark(name)", END);
        Trace trace = new Trace();
        trace.read(new String(browser.stopTracing(), StandardCharsets.UTF_8), page.url());
        return trace;
    }

    /** Frames that the display offers in a second: of whole frames, from the first to the last, and not of the time between the marks. */
    double offeredInASecond() {
        List<Frame> ours = ours(offered);
        long micros = ours.get(ours.size() - 1).time() - ours.get(0).time();
        return 1e6 * (ours.size() - 1) / micros;
    }

    /** Frames in a second less those that the page missed. */
    double framesInASecond() {
        return offeredInASecond() * shareOfFrames();
    }

    /** Of the frames that were offered, those that the page did not miss. */
    double shareOfFrames() {
        return 1 - (double) missed() / offered();
    }

    int offered() {
        return ours(offered).size();
    }

    /**
     * Frames that came without what the page had for them, or in which it was not even asked, because it was still busy with the one
     * before. Chromium calls frames dropped, too, that were drawn in time and changed nothing that can be seen, for instance rows below
     * the edge; these are none.
     */
    int missed() {
        Set<Long> inTime = ours(drawn).stream().map(Frame::number).collect(Collectors.toSet());
        long late = ours(dropped).stream()
                .filter(frame -> frame.late() || !inTime.contains(frame.number()))
                .count();
        return (int) Math.max(late, offered() - ours(begun).size() - 1);
    }

    private List<Frame> ours(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> processes.contains(frame.process()))
                .filter(frame -> isInside(frame.time()))
                .toList();
    }

    /**
     * What the page's process takes of one processor, with all its threads: scripts, styles, layout, painting, the shared worker. Not
     * the time on the clock: what else the machine does is not this page's. Nor what puts pixels on the screen, which without a
     * graphics card is this machine's matter.
     */
    double shareOfAProcessor() {
        long micros = 0;
        for (Map.Entry<Strand, List<Task>> each : tasks.entrySet()) {
            if (processes.contains(each.getKey().process())) {
                micros += processorTime(each.getValue());
            }
        }
        return micros / 1e6 / seconds();
    }

    private double seconds() {
        return (end - begin) / 1e6;
    }

    private boolean isInside(long time) {
        return time >= begin && time <= end;
    }

    /** Of those that are not part of another one. */
    private long processorTime(List<Task> ofOneThread) {
        ofOneThread.sort(Comparator.comparingLong(Task::begin)
                .thenComparing(Comparator.comparingLong(Task::duration).reversed()));
        long micros = 0;
        long until = 0;
        for (Task task : ofOneThread) {
            if (task.begin() >= until) {
                until = task.begin() + task.duration();
                micros += isInside(task.begin()) ? task.processorTime() : 0;
            }
        }
        return micros;
    }

    private void read(String json, String url) throws IOException {
        Gson gson = new Gson();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (!reader.nextName().equals("traceEvents")) {
                    reader.skipValue();
                    continue;
                }
                reader.beginArray();
                while (reader.hasNext()) {
                    take(gson.fromJson(reader, JsonObject.class), url);
                }
                reader.endArray();
            }
        }
        if (begin == 0 || end == 0 || processes.isEmpty() || offered() < 2) {
            throw new AssertionError(
                    "the trace lacks the marks, the processes or frames: " + begin + " " + end + processes + offered());
        }
    }

    private void take(JsonObject event, String url) {
        String name = event.get("name").getAsString();
        long time = event.get("ts").getAsLong();
        int process = event.get("pid").getAsInt();
        switch (name) {
            case BEGIN -> begin = time;
            case END -> end = time;
            case "BeginFrame" -> offered.add(Frame.of(event));
            case "BeginMainThreadFrame" -> begun.add(Frame.of(event));
            case "DrawFrame" -> drawn.add(Frame.of(event));
            case "DroppedFrame" -> dropped.add(Frame.of(event));
            case "TracingStartedInBrowser" ->
                event.getAsJsonObject("args")
                        .getAsJsonObject("data")
                        .getAsJsonArray("frames")
                        .forEach(frame -> addProcess(frame.getAsJsonObject(), url));
            default -> {
                if (event.get("ph").getAsString().equals("X") && event.has("dur") && event.has("tdur")) {
                    Strand strand = new Strand(process, event.get("tid").getAsInt());
                    tasks.computeIfAbsent(strand, any -> new ArrayList<>())
                            .add(new Task(
                                    time,
                                    event.get("dur").getAsLong(),
                                    event.get("tdur").getAsLong()));
                }
            }
        }
    }

    private void addProcess(JsonObject frame, String url) {
        if (frame.get("url").getAsString().equals(url)) {
            processes.add(frame.get("processId").getAsInt());
        }
    }
}
