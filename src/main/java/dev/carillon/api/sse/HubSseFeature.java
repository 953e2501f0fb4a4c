package dev.carillon.api.sse;

import dev.carillon.security.Origin;
import dev.carillon.stream.StreamExchange;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.glassfish.jersey.InjectionManagerProvider;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.message.MessageBodyWorkers;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hub's {@link SseEventSink} and {@link Sse} into the place of Jersey's own.
 *
 * <p>Threading: Jersey calls it while the application starts.
 */
public final class HubSseFeature implements Feature, DynamicFeature {

    private final Streams streams;
    private final HubSse sse;
    private final EventSerializer serializer;
    private final Executor callbacks;

    /** {@code callbacks} runs what applications have registered with broadcasters. */
    public HubSseFeature(Streams streams, HubSse sse, EventSerializer serializer, Executor callbacks) {
        this.streams = streams;
        this.sse = sse;
        this.serializer = serializer;
        this.callbacks = callbacks;
    }

    @Override
    public boolean configure(FeatureContext context) {
        var injection = InjectionManagerProvider.getInjectionManager(context);
        serializer.use(() -> injection.getInstance(MessageBodyWorkers.class));
        context.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(sse).to(Sse.class).ranked(Integer.MAX_VALUE);
                bind(new SinkParameters()).to(ValueParamProvider.class);
            }
        });
        return true;
    }

    /** Tells the exchange of a method that takes a sink, before Jersey puts the request into asynchronous mode. */
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        boolean takesSink =
                Arrays.asList(resource.getResourceMethod().getParameterTypes()).contains(SseEventSink.class);
        if (takesSink) {
            context.register(new StreamAnnouncement());
        }
    }

    private static StreamExchange exchange(@Nullable Object property) {
        if (property instanceof StreamExchange exchange) {
            return exchange;
        }
        throw new IllegalStateException("the stream filter does not stand before this resource");
    }

    private static final class StreamAnnouncement implements ContainerRequestFilter {

        /** A HEAD request would open a stream that nobody reads. */
        @Override
        public void filter(ContainerRequestContext request) {
            StreamExchange exchange = exchange(request.getProperty(StreamExchange.ATTRIBUTE));
            if (exchange.isHead()) {
                request.abortWith(
                        Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build());
            } else {
                exchange.expectStream();
            }
        }
    }

    private final class SinkParameters implements ValueParamProvider {

        @Override
        public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
            boolean isSink =
                    parameter.getRawType() == SseEventSink.class && parameter.isAnnotationPresent(Context.class);
            return isSink ? this::sink : null;
        }

        /** Before Jersey's own provider. */
        @Override
        public PriorityType getPriority() {
            return Priority.HIGH;
        }

        private HubEventSink sink(ContainerRequest request) {
            StreamExchange exchange = exchange(request.getProperty(StreamExchange.ATTRIBUTE));
            Origin origin = streams.admit(exchange);
            HubEventSink sink = new HubEventSink(streams, exchange, origin, serializer, callbacks);
            exchange.setOwner(sink);
            return sink;
        }
    }
}
