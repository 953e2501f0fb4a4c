package dev.carillon.socketio.server;

import dev.carillon.api.Refusals;
import dev.carillon.hub.Hub;
import dev.carillon.security.Authenticator;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Grants;
import dev.carillon.security.Leases;
import dev.carillon.security.ReplayLimits;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a server of Socket.IO needs of its world.
 *
 * @param anonymous what anybody may do
 * @param threads call handlers; they may wait
 * @param random nobody can guess
 */
public record Surroundings(
        Hub hub,
        Authenticator authenticator,
        Grants anonymous,
        Leases leases,
        ConnectionLimits connections,
        ReplayLimits replays,
        Refusals refusals,
        Recovery recovery,
        Executor threads,
        ScheduledExecutorService scheduler,
        InstantSource clock,
        RandomGenerator random) {}
