package dev.carillon.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The hub refuses something. It always says which rule was broken, what was found and what to do instead; all three may
 * be shown to the caller.
 */
public abstract sealed class HubException extends RuntimeException
        permits AccessDeniedException,
                InvalidChannelException,
                InvalidSelectorException,
                InvalidEventIdException,
                InvalidEventException,
                InvalidRequestException,
                LimitExceededException,
                ConnectionLimitException,
                UnauthenticatedException,
                RateLimitException,
                IdempotencyKeyReusedException,
                LogUnavailableException,
                HubBusyException,
                HubDrainingException,
                HubStoppedException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String rule;
    private final String finding;
    private final String remedy;

    HubException(Problem problem, String rule, String finding, String remedy) {
        super(rule + " " + finding + " " + remedy);
        this.problem = problem;
        this.rule = rule;
        this.finding = finding;
        this.remedy = remedy;
    }

    public Problem problem() {
        return problem;
    }

    public String rule() {
        return rule;
    }

    public String finding() {
        return finding;
    }

    public String remedy() {
        return remedy;
    }

    /** When the same may succeed; null if it never will, or nobody knows. */
    public @Nullable Duration retryAfter() {
        return null;
    }
}
