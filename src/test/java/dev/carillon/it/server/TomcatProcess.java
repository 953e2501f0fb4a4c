package dev.carillon.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * The delivered WAR in a Tomcat of its own, with the {@code server.xml} of the project, in another process: it can be measured
 * from the outside, and its end ends everything in it.
 */
public final class TomcatProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);

    private final Plan plan;
    private final int port;
    private final int tlsPort;
    private final HubClient hub;
    private final Thread killer;
    private volatile Process process;

    private TomcatProcess(Plan plan, int port, int tlsPort) throws IOException {
        this.plan = plan;
        this.port = port;
        this.tlsPort = tlsPort;
        this.hub = new HubClient("http://127.0.0.1:" + port + plan.path());
        this.killer = new Thread(() -> process.destroyForcibly());
        this.process = plan.run(port, tlsPort);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** What is different from a plain start. */
    public static final class Plan {

        private final Path base;
        private final List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseG1GC"));
        private UnaryOperator<String> serverXml = UnaryOperator.identity();
        private String context = "";
        private Path war = Path.of(property("carillon.war"));

        /** Everything of this server is in {@code target/it/fork-<number of the process that runs tests>/<name>}. */
        public Plan(String name) {
            base = Path.of(property("it.tomcat.home"), "..", "it", property("it.fork"), name)
                    .normalize();
            Tokens.SETTINGS.forEach(this::with);
        }

        public Path base() {
            return base;
        }

        /** Where the application stands, without a slash at the end. */
        private String path() {
            return context.isEmpty() ? "" : "/" + context;
        }

        /** The heap that {@code setenv.sh} gives if nobody says otherwise, in place of half of it. */
        public Plan withTheHeapThatShips() {
            options.add("-Xmx1g");
            return this;
        }

        /**
         * Without the compiler that takes long to make fast code: a start takes half of the processor's time. For servers that have not
         * much to do.
         */
        public Plan startingQuickly() {
            options.add("-XX:TieredStopAtLevel=1");
            return this;
        }

        /** A setting of Carillon, as a system property. */
        public Plan with(String setting, String value) {
            options.add("-D" + setting + "=" + value);
            return this;
        }

        /** Deploys this in place of the one that is delivered. */
        public Plan war(Path other) {
            war = other;
            return this;
        }

        public Plan serverXml(UnaryOperator<String> edit) {
            UnaryOperator<String> before = serverXml;
            serverXml = text -> edit.apply(before.apply(text));
            return this;
        }

        /** Deploys it at {@code /<name>/} and not at {@code /}. */
        public Plan at(String name) {
            context = name;
            return this;
        }

        /**
         * JDK 17 remembers in each thread whose code was on the stack when it was made. The portable sink calls Tomcat from a
         * thread of the application, and when Tomcat then starts one more thread for its pool, that thread and its successors
         * hold on to the application. It happens to any application that completes asynchronous requests itself.
         */
        public Plan withAllThreadsFromTheStart() {
            return serverXml(xml -> xml.contains("minSpareThreads")
                    ? xml
                    : xml.replace("maxThreads=\"64\"", "maxThreads=\"64\" minSpareThreads=\"64\""));
        }

        /** Starts without waiting for the application, which may not even begin. */
        public TomcatProcess launch() throws IOException {
            Path home = Path.of(property("it.tomcat.home"));
            CatalinaBase.create(home, base);
            Files.copy(war, base.resolve("webapps/" + (context.isEmpty() ? "ROOT" : context) + ".war"));
            Path server = base.resolve("conf/server.xml");
            Files.writeString(server, serverXml.apply(Files.readString(server)));
            return new TomcatProcess(this, FreePort.find(), FreePort.find());
        }

        /** Starts, and waits until the application takes events. */
        public TomcatProcess start() throws IOException {
            TomcatProcess tomcat = launch();
            try {
                tomcat.awaitApplication();
                return tomcat;
            } catch (RuntimeException | Error e) {
                tomcat.close();
                throw e;
            }
        }

        /** Starts with whatever is in the directory already. */
        private Process run(int port, int tlsPort) throws IOException {
            Path home = Path.of(property("it.tomcat.home"));
            Path log = base.resolve("logs/console.log");
            return new ProcessBuilder(command(home, port, tlsPort))
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }

        /** What the {@code setenv.sh} that we ship gives the JVM. */
        private static List<String> shippedOptions(Path home) throws IOException {
            ProcessBuilder shell = new ProcessBuilder(
                    "sh",
                    "-c",
                    ". \"$0\" && printf %s \"$CATALINA_OPTS\"",
                    home.resolve("bin/setenv.sh").toString());
            shell.environment().put("CARILLON_HEAP", "512m");
            shell.environment().remove("CATALINA_OPTS");
            Process process =
                    shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!printed.contains("-Xmx512m")) {
                throw new IOException("setenv.sh gives no heap: '" + printed + "'");
            }
            return List.of(printed.strip().split("\\s+"));
        }

        /** What {@code bin/catalina.sh run} would run, without a shell in between. */
        private List<String> command(Path home, int port, int tlsPort) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // Ours come last and win.
            command.addAll(shippedOptions(home));
            command.addAll(options);
            // As in catalina.sh: with them Tomcat tells of leaks when it undeploys.
            command.add("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
            for (String opened : List.of("lang", "lang.reflect", "io", "util", "util.concurrent")) {
                command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
            }
            command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
            command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
            command.add("-Dcarillon.address=127.0.0.1");
            command.add("-Dcarillon.port=" + port);
            command.add("-Dcarillon.tls-port=" + tlsPort);
            command.add("-Dcatalina.home=" + home);
            command.add("-Dcatalina.base=" + base);
            command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
            command.add("-cp");
            command.add(home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"));
            command.add("org.apache.catalina.startup.Bootstrap");
            command.add("start");
            return command;
        }
    }

    public HubClient hub() {
        return hub;
    }

    public int port() {
        return port;
    }

    /** Where {@code server-config/tomcat/tls-connector.xml} listens, if the plan has switched it on. */
    public int tlsPort() {
        return tlsPort;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public Path base() {
        return plan.base;
    }

    /** Lets it run; it must not end by itself. */
    public void runFor(Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        assertThat(ended).as(() -> "has ended by itself:\n" + log()).isFalse();
    }

    /** SIGKILL: nothing in it gets to finish what it has begun. What it wrote is left to the operating system. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM: it stops in order, which may take a while. */
    public CompletableFuture<?> terminate() {
        process.destroy();
        return process.onExit();
    }

    /** Starts it again after its end, with the same directories and ports, and without waiting for the application. */
    public void relaunch() throws IOException {
        process = plan.run(port, tlsPort);
    }

    /** What it has printed. */
    public String log() {
        try {
            return Files.readString(base().resolve("logs/console.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for words in the log. */
    public void awaitLog(String words) {
        Awaitility.await("'" + words + "' in the log of " + base())
                .atMost(START)
                .until(() -> log().contains(words) || !process.isAlive());
        assertThat(log()).contains(words);
    }

    public void awaitApplication() {
        Awaitility.await("the application of " + base())
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !process.isAlive() || hub().get("/health/ready").statusCode() == 200);
        assertThat(process.isAlive()).as(this::log).isTrue();
    }

    /** A command of Tomcat's manager, for example {@code undeploy?path=/}. One that deploys waits until the application has started. */
    public void manage(String command) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub().at("/manager/text/" + command))
                .header("Authorization", "Basic YXJxdWlsbGlhbjphcnF1aWxsaWFu")
                .timeout(START)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.body()).startsWith("OK");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("no system property " + name + ": run this test with mvn verify");
        }
        return value;
    }
}
