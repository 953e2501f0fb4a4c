package dev.carillon.boot;

import dev.carillon.security.Authenticator;
import dev.carillon.security.IdentityFilter;
import dev.carillon.security.Leases;
import dev.carillon.security.Sessions;
import dev.carillon.security.SignInCodes;
import dev.carillon.security.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** Makes what knows who calls, and how long he may stay. See {@link Wiring}. */
@ApplicationScoped
public class SessionWiring {

    @Produces
    @Singleton
    Tickets tickets(InstantSource clock, RandomGenerator random) {
        return new Tickets(clock, System::nanoTime, random);
    }

    @Produces
    @Singleton
    SignInCodes signInCodes(RandomGenerator random) {
        return new SignInCodes(System::nanoTime, random);
    }

    @Produces
    @Singleton
    Leases leases(InstantSource clock, ScheduledExecutorService scheduler) {
        return new Leases(clock, scheduler, Duration.ofSeconds(30));
    }

    @Produces
    @Singleton
    Sessions sessions(Authenticator authenticator, SignInCodes codes, Leases leases, InstantSource clock) {
        return new Sessions(authenticator, codes, () -> "", leases, clock);
    }

    @Produces
    @Singleton
    IdentityFilter identityFilter(Settings settings, Authenticator authenticator, Tickets tickets) {
        return new IdentityFilter(settings.auth().anonymous(), authenticator, tickets, settings.cors());
    }
}
