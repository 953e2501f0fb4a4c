package dev.carillon.boot;

import dev.carillon.chat.api.Callers;
import dev.carillon.security.Authenticator;
import dev.carillon.security.IdentityFilter;
import dev.carillon.security.Leases;
import dev.carillon.security.Sessions;
import dev.carillon.security.SignInCodes;
import dev.carillon.security.Tickets;
import dev.carillon.security.token.TokenMint;
import dev.carillon.security.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    Leases leases(
            InstantSource clock,
            ScheduledExecutorService scheduler,
            Settings settings,
            TokenMint mint,
            Tickets tickets) {
        Duration others = settings.tokens().clockSkew();
        Leases leases = new Leases(clock, scheduler, id -> mint.isMinted(id) ? Duration.ZERO : others, mint::isRevoked);
        mint.onRevoke(leases::revoke);
        mint.onRevoke(tickets::revoke);
        return leases;
    }

    @Produces
    @Singleton
    FirstAdministrator firstAdministrator(TokenMint mint, SignInCodes codes, InstantSource clock, Settings settings) {
        TokenSettings others = settings.tokens();
        boolean othersIssueTokens = !others.keys().isEmpty() || others.jwksUrl() != null;
        return new FirstAdministrator(mint, codes, clock, othersIssueTokens);
    }

    @Produces
    @Singleton
    Sessions sessions(
            Authenticator authenticator,
            SignInCodes codes,
            FirstAdministrator administrator,
            Leases leases,
            InstantSource clock,
            Settings settings) {
        return new Sessions(
                authenticator,
                codes,
                administrator::token,
                leases,
                clock,
                settings.auth().anonymous());
    }

    @Produces
    @Singleton
    IdentityFilter identityFilter(Settings settings, Authenticator authenticator, Tickets tickets) {
        return new IdentityFilter(
                settings.auth().anonymous(), authenticator, tickets, settings.cors(), List.of(Callers.GUEST));
    }
}
