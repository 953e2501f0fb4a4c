package dev.carillon.engineio.websocket;

import dev.carillon.engineio.WebSocketLink;
import dev.carillon.engineio.WebSocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * Hands a handshake to the container (Jakarta WebSocket 2.1, {@code ServerContainer.upgradeHttpToWebSocket}).
 *
 * <p>Tomcat makes a WebSocket of any request. Tyrus, on Payara, looks for an endpoint that is deployed at the path of the configuration,
 * and answers requests for such a path itself, before any of our filters. So there is one at a path of its own, which takes nobody but
 * those whom this class hands over: it knows them by a ticket in the path, and refuses everybody else's handshake.
 */
public final class StandardUpgrade implements WebSocketUpgrade {

    private static final String PATH = "/~engine.io/{" + Arrivals.TICKET + "}";

    private final ServerContainer container;
    private final Arrivals arrivals = new Arrivals();
    private final ServerEndpointConfig config;

    /**
     * Of the container in which the application starts.
     *
     * @param patient runs what may wait for a client, half a second at most
     * @throws IllegalStateException if it has no WebSockets
     */
    public StandardUpgrade(ServletContext context, Executor patient) {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer found)) {
            throw new IllegalStateException("the container has no WebSockets");
        }
        container = found;
        config = ServerEndpointConfig.Builder.create(StandardEndpoint.class, PATH)
                .configurator(new Door(arrivals, patient))
                .build();
        try {
            container.addEndpoint(config);
        } catch (DeploymentException e) {
            throw new IllegalStateException("the container does not take an endpoint", e);
        }
    }

    @Override
    public boolean supports(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getProtocol().equals("HTTP/1.1");
    }

    @Override
    public void upgrade(HttpServletRequest request, HttpServletResponse response, WebSocketLink link)
            throws IOException, ServletException {
        String ticket = UUID.randomUUID().toString();
        arrivals.expect(ticket, link);
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of(Arrivals.TICKET, ticket));
        } catch (DeploymentException e) {
            throw new ServletException(e);
        } finally {
            boolean upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            arrivals.handedOver(ticket, upgraded);
        }
    }

    /** Lets those in who are expected. */
    private static final class Door extends ServerEndpointConfig.Configurator {

        private final Arrivals arrivals;
        private final Executor patient;

        Door(Arrivals arrivals, Executor patient) {
            this.arrivals = arrivals;
            this.patient = patient;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new StandardEndpoint(arrivals, patient));
        }

        /** The origin itself was checked before the request came here, by rules that the container does not know. */
        @Override
        public boolean checkOrigin(String origin) {
            return arrivals.isHandingOver();
        }
    }
}
