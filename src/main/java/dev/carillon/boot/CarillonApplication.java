package dev.carillon.boot;

import dev.carillon.api.EventsResource;
import dev.carillon.api.ProblemMapper;
import dev.carillon.api.sse.EventSerializer;
import dev.carillon.api.sse.HubSse;
import dev.carillon.api.sse.HubSseFeature;
import dev.carillon.api.sse.Streams;
import dev.carillon.clock.ClockResource;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The JAX-RS application. */
@ApplicationPath("api")
public class CarillonApplication extends ResourceConfig {

    public CarillonApplication() {
        CDI<Object> beans = CDI.current();
        Streams streams = beans.select(Streams.class).get();
        register(EventsResource.class);
        register(ClockResource.class);
        register(new ProblemMapper(streams));
        register(new HubSseFeature(
                streams,
                beans.select(HubSse.class).get(),
                beans.select(EventSerializer.class).get(),
                beans.select(ExecutorService.class).get()));
        // Location is answered as it was written: the server does not know its name behind a proxy.
        property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        // It needs a library that we have no use for, and warns when it is not there.
        property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "DATASOURCE");
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
    }
}
