package dev.carillon.security;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.ChannelName;
import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.event.UnauthenticatedException;
import java.util.function.Supplier;

/**
 * Refuses what a caller may not do: somebody who says who he is with {@link AccessDeniedException}, anybody else with {@link
 * UnauthenticatedException}, because a token may help.
 */
public final class Access {

    private static final String ANONYMOUS = "Send a token in Authorization: Bearer, or sign in with POST /api/session.";

    private Access() {}

    public static void requirePublish(Caller caller, ChannelName channel) {
        Grants grants = caller.grants();
        if (!grants.mayPublish(channel)) {
            throw refusal(
                    caller,
                    "A publisher needs a grant that covers the channel.",
                    "You may not publish to " + channel + ". " + list("publish to", grants.publish()));
        }
    }

    /**
     * For whoever speaks in the name of others: a grant of his own to publish on all that the selector chooses. That anybody may
     * publish there lets nobody speak as somebody else.
     */
    public static void requireSpeaking(Caller caller, Selector selector) {
        Grants grants = caller.own();
        if (caller.isAnonymous() || !grants.publish().covers(selector)) {
            throw refusal(
                    caller,
                    "Who speaks for others needs a grant to publish that covers " + selector + ".",
                    list("publish to", grants.publish()));
        }
    }

    /** Each of the selectors has to be covered as a whole. */
    public static void requireSubscribe(Caller caller, SelectorSet selectors) {
        Grants grants = caller.grants();
        if (!grants.maySubscribe(selectors)) {
            throw refusal(
                    caller,
                    "A subscriber needs grants that cover all of each selector.",
                    "You may not read all of " + String.join(", ", grants.uncovered(selectors)) + ". "
                            + list("read", grants.subscribe()));
        }
    }

    /** The same, where one selector covers all of them: who may read all that it chooses is not asked about each. */
    public static void requireSubscribe(Caller caller, Selector whole, Supplier<SelectorSet> selectors) {
        if (!caller.grants().maySubscribe(whole)) {
            requireSubscribe(caller, selectors.get());
        }
    }

    public static void requireAdmin(Caller caller) {
        if (caller.grants().admin()) {
            return;
        }
        String rule = "Administration needs the grant \"admin\": true.";
        if (caller.isAnonymous()) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED, rule, "The request does not say who you are.", ANONYMOUS);
        }
        throw new AccessDeniedException(
                rule, "The token of " + caller.name() + " does not have it.", "Ask an administrator.");
    }

    /** A ticket is used up by its first request, so a poll would need one each time. */
    public static void refuseTicket(Caller caller) {
        if (caller.credential() == Credential.TICKET) {
            throw new UnauthenticatedException(
                    Problem.INVALID_TICKET,
                    "A ticket opens a stream, not a poll.",
                    "The request asks for application/json.",
                    "Poll with a token in Authorization: Bearer.");
        }
    }

    private static HubException refusal(Caller caller, String rule, String finding) {
        return caller.isAnonymous()
                ? new UnauthenticatedException(Problem.UNAUTHENTICATED, rule, finding, ANONYMOUS)
                : new AccessDeniedException(
                        Problem.CHANNEL_NOT_GRANTED, rule, finding, "Ask for these, or for a token with more grants.");
    }

    private static String list(String act, SelectorSet granted) {
        return granted.selectors().isEmpty()
                ? "You may " + act + " nothing."
                : "You may " + act + " " + String.join(", ", Grants.names(granted)) + ".";
    }
}
