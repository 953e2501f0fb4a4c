package dev.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What to measure, from system properties.
 *
 * @param scenarios {@code bench.scenarios}
 * @param peers {@code bench.peers}, see {@link dev.carillon.bench.server.Peers}
 * @param window {@code bench.seconds}
 * @param warmUp {@code bench.warmup}; a JVM needs some seconds until its code is compiled
 * @param tickerModes {@code bench.TICKER.modes}, those of {@link TickerMode} that {@link Scenario#TICKER} has
 * @param rounds {@code bench.rounds}; the report has the medians
 */
record Options(List<Scenario> scenarios, List<String> peers, List<TickerMode> tickerModes, Duration window, Duration warmUp, int rounds) {
    static Options fromSystemProperties() {
        return new Options(
                list("bench.scenarios", "A,A100,B,C,D,S,L1,L32,LB,R1,R1000,RL,CHAT,CHAT1000,TICKER,SOCKETIO,SOCKETIO_PACED,SOCKETIO_IDLE")
                        .map(name -> Scenario.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList(),
                list("bench.peers", "carillon,carillon-memory,carillon-servlet,carillon-unconflated,textbook,node,nchan,socket.io")
                        .toList(),
                list("bench.TICKER.modes", "nobody,push,push_slow,push_twice,short_poll,long_poll")
                        .map(name -> TickerMode.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList(),
                seconds("bench.seconds", 10),
                seconds("bench.warmup", 8),
                Integer.getInteger("bench.rounds", 1));
    }

    private static Stream<String> list(String property, String byDefault) {
        return Stream.of(System.getProperty(property, byDefault).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private static Duration seconds(String property, int byDefault) {
        return Duration.ofMillis(
                Math.round(1e3 * Double.parseDouble(System.getProperty(property, Integer.toString(byDefault)))));
    }
}
