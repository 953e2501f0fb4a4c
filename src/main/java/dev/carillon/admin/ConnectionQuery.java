package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.event.Selector;
import dev.carillon.hub.ConnectionFilter;
import dev.carillon.security.audit.Act;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what chooses connections. */
final class ConnectionQuery {

    private static final List<String> TEXTS = List.of("channel", "subject", "address", "lag");

    private ConnectionQuery() {}

    static ConnectionFilter filter(AdminQuery query) {
        return new ConnectionFilter(
                query.text("channel").map(Selector::new).orElse(null),
                query.text("subject").orElse(null),
                query.text("address").orElse(null),
                query.number("lag", 0),
                null);
    }

    /** The same in a body. */
    static ConnectionFilter filter(AdminBody body) {
        return new ConnectionFilter(
                body.text("channel").map(Selector::new).orElse(null),
                body.text("subject").orElse(null),
                body.text("address").orElse(null),
                body.number("lag").orElse(0L),
                null);
    }

    static Act describe(Act act, AdminQuery query) {
        Act described = act;
        for (String name : TEXTS) {
            Optional<String> value = query.text(name);
            if (value.isPresent()) {
                described = described.with(name, value.get());
            }
        }
        return query.isTrue("all") ? described.with("all", true) : described;
    }

    /** Empty for what was never an id. */
    static OptionalLong id(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
