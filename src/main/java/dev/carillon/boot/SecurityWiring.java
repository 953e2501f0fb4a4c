package dev.carillon.boot;

import dev.carillon.log.EventLog;
import dev.carillon.security.Authenticator;
import dev.carillon.security.token.OwnKey;
import dev.carillon.security.token.TokenAuthenticator;
import dev.carillon.security.token.TokenMint;
import dev.carillon.security.token.TokenRegister;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Makes what knows who calls. */
@ApplicationScoped
public class SecurityWiring {

    /** After the log, which makes the directory and keeps other processes out of it. */
    @Produces
    @Singleton
    OwnKey ownKey(Settings settings, EventLog log) {
        LogSettings where = settings.log();
        return where.kind() == LogSettings.Kind.MEMORY ? OwnKey.inMemory() : OwnKey.in(where.dataDir());
    }

    @Produces
    @Singleton
    TokenRegister tokenRegister(EventLog log, InstantSource clock) {
        return new TokenRegister(new LogTokenLedger(log, clock), clock);
    }

    @Produces
    @Singleton
    TokenMint tokenMint(OwnKey key, TokenRegister register, InstantSource clock, RandomGenerator random) {
        return new TokenMint(key, register, clock, random);
    }

    @Produces
    @Singleton
    Authenticator authenticator(
            Settings settings, InstantSource clock, OwnKey key, TokenRegister register, ExecutorService io) {
        return new TokenAuthenticator(settings.tokens(), clock, key, register, io);
    }
}
