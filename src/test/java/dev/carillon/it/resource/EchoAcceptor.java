package dev.carillon.it.resource;

import dev.carillon.engineio.Frames;
import dev.carillon.engineio.Session;
import dev.carillon.engineio.SessionAcceptor;
import dev.carillon.engineio.SessionListener;
import dev.carillon.hub.CloseReason;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Deployed with the WAR: sends back what comes, as the test suite of the protocol expects. */
@Alternative
@Priority(1)
@ApplicationScoped
public class EchoAcceptor implements SessionAcceptor {

    @Override
    public SessionListener open(Session session) {
        return new Echo(session);
    }

    /** Public, so that a test can put it into the archive. */
    public static final class Echo implements SessionListener {

        private final Session session;

        Echo(Session session) {
            this.session = session;
        }

        @Override
        public void text(String message) {
            switch (message) {
                case "close" -> session.close(CloseReason.APPLICATION);
                case "fail" -> throw new IllegalStateException("as the test wants it");
                default -> session.send(Frames.text("4" + message));
            }
        }

        @Override
        public void binary(byte[] message) {
            session.send(Frames.binary(message));
        }

        @Override
        public void closed(CloseReason reason) {}
    }
}
