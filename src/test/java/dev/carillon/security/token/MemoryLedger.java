package dev.carillon.security.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps records as long as the test runs; another register can read them. */
public final class MemoryLedger implements TokenLedger {

    private final Map<String, TokenRecord> records = new LinkedHashMap<>();

    @Override
    public List<TokenRecord> read() {
        return List.copyOf(records.values());
    }

    @Override
    public void keep(TokenRecord record) {
        records.put(record.id(), record);
    }

    @Override
    public void forget(Collection<String> ids) {
        ids.forEach(records::remove);
    }
}
