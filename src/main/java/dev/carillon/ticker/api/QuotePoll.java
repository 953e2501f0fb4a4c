package dev.carillon.ticker.api;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A poll of quotes that was found right, and can be answered.
 *
 * @param isNewer whether there is something that the client does not have
 * @param patience how long the answer may be held while there is not
 */
record QuotePoll(Chosen chosen, BooleanSupplier isNewer, Duration patience, Supplier<QuoteAnswer> answer) {}
