package dev.carillon.ticker.api;

import dev.carillon.api.Service;
import dev.carillon.api.poll.Asker;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.poll.Wait;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Pace;
import dev.carillon.hub.Start;
import dev.carillon.security.Caller;
import dev.carillon.stream.StreamFormat;
import dev.carillon.ticker.Board;
import dev.carillon.ticker.Standing;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The three ways to read quotes: what is there, what comes next, and all that comes.
 *
 * <p>Threading: request threads.
 */
@Service
public class QuoteReader {

    private static final System.Logger LOGGER = System.getLogger(QuoteReader.class.getName());

    private final Board board;
    private final Polls polls;
    private final ReadCounter counter;
    private final ExecutorService io;

    @Inject
    QuoteReader(Board board, Polls polls, ReadCounter counter, ExecutorService io) {
        this.board = board;
        this.polls = polls;
        this.counter = counter;
        this.io = io;
    }

    /**
     * What a poll of one symbol is to be answered: the newest quote, when that is newer than what the client has.
     *
     * @throws dev.carillon.event.HubException if the caller may not ask that, or there is no such symbol
     */
    QuotePoll one(Symbol symbol, QuoteQuery query, Caller caller) {
        Chosen chosen = Chosen.one(symbol);
        chosen.requireReading(caller);
        Known known = query.known();
        Duration patience = query.patience();
        if (patience.isZero() || !known.isGiven()) {
            board.require(symbol);
        }
        Supplier<Optional<Standing>> newer = () -> board.standing(symbol)
                .filter(newest -> !known.has(newest.quote().sequence()));
        Supplier<QuoteAnswer> answer = () -> newer.get()
                .map(QuoteAnswer::one)
                .orElseGet(() -> QuoteAnswer.notModified(
                        known.number(board.quote(symbol).map(Quote::sequence).orElse(0L))));
        return new QuotePoll(chosen, () -> newer.get().isPresent(), patience, answer);
    }

    /**
     * The same for many, and their versions. Only with those that are newer than what the client wants to go on after.
     *
     * @throws dev.carillon.event.HubException if the caller may not ask that
     */
    QuotePoll many(Chosen chosen, QuoteQuery query, Caller caller) {
        chosen.requireReading(caller);
        Known known = query.known();
        BooleanSupplier isNewer = () -> !known.has(board.newest(chosen.patterns()));
        Supplier<QuoteAnswer> answer = () -> {
            long newest = board.newest(chosen.patterns());
            return known.has(newest)
                    ? QuoteAnswer.notModified(known.number(newest))
                    : QuoteAnswer.many(board.picture(chosen.patterns(), Math.max(0, known.after())));
        };
        return new QuotePoll(chosen, isNewer, query.patience(), answer);
    }

    /**
     * Answers at once, or has the asker wait.
     *
     * @throws dev.carillon.event.HubException if that is refused
     */
    void answer(QuotePoll poll, HttpServletRequest request, Asker<QuoteAnswer> asker) {
        Supplier<QuoteAnswer> answer = counter.polling(request, poll.patience(), poll.answer());
        if (poll.patience().isZero() || poll.isNewer().getAsBoolean()) {
            asker.answer(answer.get());
            return;
        }
        Chosen chosen = poll.chosen();
        Wait wait = new Wait(
                chosen.channels(chosen.isOpen() ? board.symbols(chosen.patterns()) : List.of()),
                poll.patience(),
                poll.isNewer(),
                end -> chosen.isOpen()
                        ? board.onNewSymbol(symbol -> {
                            if (chosen.matches(symbol)) {
                                end.run();
                            }
                        })
                        : () -> {});
        polls.await(wait, answer, request, asker);
    }

    /** Sends the newest quotes, and then what changes. */
    void stream(Chosen chosen, Pace pace, StreamFormat format, HttpServletRequest request, HubEventSink sink) {
        counter.pushing(request, sink);
        sink.needs(chosen.grants());
        if (!chosen.isOpen()) {
            sink.subscribe(chosen.channels(List.of()), new Start.Live(), format, pace);
            return;
        }
        Set<Symbol> told = ConcurrentHashMap.newKeySet();
        // Before the look at what is there, so that none is missed; on another thread, because quotes wait meanwhile.
        Runnable stop = board.onNewSymbol(symbol -> {
            if (chosen.matches(symbol)) {
                io.execute(() -> add(symbol, told, pace, format, sink));
            }
        });
        sink.onEnd(reason -> stop.run());
        synchronized (told) {
            List<Symbol> there = board.symbols(chosen.patterns());
            told.addAll(there);
            chosen.patterns().forEach(pattern -> {
                if (pattern.isExact()) {
                    told.add(pattern.symbol());
                }
            });
            sink.subscribe(chosen.channels(there), new Start.Live(), format, pace);
        }
    }

    private static void add(Symbol symbol, Set<Symbol> told, Pace pace, StreamFormat format, HubEventSink sink) {
        try {
            synchronized (told) {
                if (told.add(symbol)) {
                    SelectorSet channel = SelectorSet.of(List.of(Selector.of(symbol.channel())));
                    sink.subscribe(channel, new Start.Live(), format, pace);
                }
            }
        } catch (RuntimeException ended) {
            LOGGER.log(System.Logger.Level.DEBUG, "a new symbol was not added to a stream", ended);
        }
    }
}
