package dev.carillon.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Everything that the hub promises over HTTP, in a real container with the sink that it chooses there. */
@ArquillianTest
class HubIT
        implements PublishScenarios,
                SplitRequestScenarios,
                StreamScenarios,
                StartScenarios,
                LineScenarios,
                PollScenarios,
                DeliveryScenarios,
                RefusalScenarios,
                CorsScenarios,
                ClockScenarios,
                DepartureScenarios,
                SseContractScenarios,
                SseClientScenarios,
                AdminScenarios,
                FigureScenarios,
                SecurityHeaderScenarios,
                StaticFileScenarios,
                OperationScenarios,
                OpenApiScenarios,
                FeedScenarios,
                TickerScenarios,
                TickerPollScenarios,
                TickerStreamScenarios,
                CandleScenarios,
                TickerAlertScenarios,
                TickerCompareScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(SseContractScenarios.resources())
                .addAsLibrary(FeedScenarios.ownKind())
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.stream.heartbeat",
                        SETTING_HEARTBEAT,
                        "carillon.stream.stall",
                        SETTING_STALL,
                        "carillon.connections.per-address",
                        Integer.toString(STREAMS_PER_ADDRESS),
                        "carillon.log.retention",
                        "** = " + LOG_EVENTS + " events",
                        "carillon.cors.origins",
                        ORIGIN,
                        UNKNOWN_SETTING,
                        "** = 1h",
                        "carillon.ticker.zones",
                        TickerScenario.ZONES,
                        "carillon.ticker.upstreams",
                        RealWar.url())));
    }

    @Override
    public String expectedSink() {
        return RealWar.onTomcat() ? "tomcat" : "servlet";
    }

    @Override
    public boolean noticesAtOnce() {
        return RealWar.onTomcat();
    }
}
