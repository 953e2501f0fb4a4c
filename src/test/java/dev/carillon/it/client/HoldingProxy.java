package dev.carillon.it.client;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A reverse proxy of the bad kind: it collects what an answer is made of, so that a stream does not come through. */
public interface HoldingProxy extends AutoCloseable {

    /** The real thing where it is on the PATH, else our own. Listens on a free port of loopback. */
    static HoldingProxy before(URI hub) throws IOException {
        Optional<Path> nginx = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        return nginx.isPresent() ? NginxProxy.start(nginx.get(), hub) : new OwnHoldingProxy(hub);
    }

    String url();

    /** How many streams it has held back; perhaps only of those that are over. */
    int streams() throws IOException;

    @Override
    void close();
}
