package dev.carillon.security.token;

import dev.carillon.event.HubException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps records as long as the test runs; another register can read them. */
public final class MemoryLedger implements TokenLedger {

    private final Map<String, TokenRecord> records = new LinkedHashMap<>();
    private @Nullable HubException failure;

    /** From now on nothing can be kept; null ends it. */
    public void failWith(@Nullable HubException newFailure) {
        failure = newFailure;
    }

    @Override
    public List<TokenRecord> read() {
        return List.copyOf(records.values());
    }

    @Override
    public void keep(TokenRecord record) {
        failIfTold();
        records.put(record.id(), record);
    }

    @Override
    public void forget(Collection<String> ids) {
        failIfTold();
        ids.forEach(records::remove);
    }

    private void failIfTold() {
        if (failure != null) {
            throw failure;
        }
    }
}
