package dev.carillon.boot;

import dev.carillon.api.ClientGoneInterceptor;
import dev.carillon.api.CompressingInterceptor;
import dev.carillon.api.NamedTypes;
import dev.carillon.api.ProblemMapper;
import dev.carillon.api.Refusals;
import dev.carillon.api.admin.AdministrationFilter;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.EventSerializer;
import dev.carillon.api.sse.HubSse;
import dev.carillon.api.sse.HubSseFeature;
import dev.carillon.api.sse.Streams;
import dev.carillon.hub.Hub;
import dev.carillon.ticker.feed.run.Feeds;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener;
import org.glassfish.jersey.server.spi.Container;

/**
 * The JAX-RS application: every bean with {@code @Path} is a resource of it, so a JAR with a {@code beans.xml} that is put into
 * {@code WEB-INF/lib} adds its own.
 */
@ApplicationPath("api")
public final class CarillonApplication extends ResourceConfig {

    public CarillonApplication() {
        CDI<Object> beans = CDI.current();
        Streams streams = beans.select(Streams.class).get();
        resources(beans.getBeanManager()).forEach(this::register);
        register(new ProblemMapper(streams, beans.select(Refusals.class).get()));
        register(new Farewell(
                beans.select(Feeds.class).get(),
                beans.select(Hub.class).get(),
                beans.select(Polls.class).get()));
        register(NamedTypes.class);
        register(ClientGoneInterceptor.class);
        register(CompressingInterceptor.class);
        register(new HubSseFeature(
                streams,
                beans.select(HubSse.class).get(),
                beans.select(EventSerializer.class).get(),
                beans.select(ExecutorService.class).get()));
        register(AdministrationFilter.class);
        // Location is answered as it was written: the server does not know its name behind a proxy.
        property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
        // It needs a library that we have no use for, and warns when it is not there.
        property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "DATASOURCE");
    }

    private static Set<Class<?>> resources(BeanManager beans) {
        Set<Class<?>> resources = new LinkedHashSet<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> type = bean.getBeanClass();
            // The bean of a producer has the class in which the producer stands.
            boolean isInstance = bean.getTypes().contains(type);
            if (isInstance && type.isAnnotationPresent(Path.class)) {
                resources.add(type);
            }
        }
        return resources;
    }

    /**
     * Stops the hub while answers can still be written by JAX-RS: a container ends its servlets before it tells the {@link Startup}
     * listener.
     */
    private static final class Farewell extends AbstractContainerLifecycleListener {

        private final Feeds feeds;
        private final Hub hub;
        private final Polls polls;

        Farewell(Feeds feeds, Hub hub, Polls polls) {
            this.feeds = feeds;
            this.hub = hub;
            this.polls = polls;
        }

        @Override
        public void onShutdown(Container container) {
            feeds.stop();
            Departure.of(hub);
            hub.close();
            polls.awaitAnswers();
        }
    }
}
