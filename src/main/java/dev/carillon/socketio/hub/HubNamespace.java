package dev.carillon.socketio.hub;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.PublishRules;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.Append;
import dev.carillon.security.Access;
import dev.carillon.security.PublishRates;
import dev.carillon.socketio.ChannelEvents;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import dev.carillon.stream.Json;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The hub for clients of Socket.IO: {@code emit("event", data)} and {@code on("data", …)} as tutorials have it, on one channel; and
 * {@code subscribe}, {@code unsubscribe} and {@code publish} for all others. The grants, limits and rates are those of {@code
 * /api/events}.
 */
@Namespace(value = "/", recovery = true, onlyTokensOfCarillon = true)
public final class HubNamespace implements ChannelEvents {

    private final Hub hub;
    private final PublishRules rules;
    private final PublishRates rates;
    private final InstantSource clock;
    private final @Nullable ChannelName shared;

    @Inject
    public HubNamespace(
            Hub hub, PublishRules rules, PublishRates rates, InstantSource clock, DefaultChannel defaultChannel) {
        this.hub = hub;
        this.rules = rules;
        this.rates = rates;
        this.clock = clock;
        this.shared = defaultChannel.name().orElse(null);
    }

    /** Who may not read the shared channel does not hear it, and may use all others. */
    @OnConnect
    public void connected(Socket socket) {
        ChannelName channel = shared;
        if (channel != null && !socket.isRecovered()) {
            SelectorSet channels = SelectorSet.of(Set.of(Selector.of(channel)));
            if (socket.caller().grants().maySubscribe(channels)) {
                socket.listen(channels, new StartingPoint.Now());
            }
        }
    }

    /** Tells everybody. */
    @OnEvent("event")
    public CompletionStage<Map<String, @Nullable String>> event(Socket socket, JsonValue data) {
        ChannelName channel = shared;
        if (channel == null) {
            throw Subscription.refused(
                    "'event' goes to the channel of carillon.socketio.default-channel.", "There is none.");
        }
        Payload payload =
                data instanceof JsonString text ? Payload.text(text.getString()) : Payload.json(data.toString());
        return publish(socket, Event.of(channel, payload, clock.instant()), null);
    }

    /** As {@code POST /api/events} with one event; {@code idempotencyKey} stands beside it. */
    @OnEvent("publish")
    public CompletionStage<Map<String, @Nullable String>> publish(Socket socket, JsonObject described) {
        IdempotencyKey key = PublishRules.key(socket.caller(), Subscription.text(described, "idempotencyKey"));
        JsonObject event = Subscription.without(described, "idempotencyKey");
        return publish(socket, rules.event(event, clock.instant()), key);
    }

    private CompletionStage<Map<String, @Nullable String>> publish(
            Socket socket, Event event, @Nullable IdempotencyKey key) {
        rates.request(socket.origin(), event.payload().sizeInBytes());
        rules.require(socket.caller(), event);
        return hub.publish(new Append(List.of(event), key)).thenApply(HubNamespace::published);
    }

    private static Map<String, @Nullable String> published(dev.carillon.log.Appended appended) {
        Map<String, @Nullable String> answer = new java.util.HashMap<>();
        answer.put("id", appended.ids().isEmpty() ? null : appended.ids().get(0).toString());
        return answer;
    }

    /** {@code {channel | channels, after | last | since}}. */
    @OnEvent("subscribe")
    public Map<String, List<String>> subscribe(Socket socket, JsonObject asked) {
        Subscription subscription = Subscription.of(asked);
        SelectorSet before = socket.channels();
        ApiSettings names = rules.names();
        SelectorSet channels = names.selectors(subscription.channels(), 0);
        names.selectors(
                subscription.channels(), before.minus(channels).selectors().size());
        Access.requireSubscribe(socket.caller(), channels);
        socket.listen(channels, subscription.start(clock));
        return channels(socket);
    }

    /** {@code {channel | channels}}. */
    @OnEvent("unsubscribe")
    public Map<String, List<String>> unsubscribe(Socket socket, JsonObject asked) {
        socket.ignore(rules.names().selectors(Subscription.of(asked).channels(), 0));
        return channels(socket);
    }

    /** All that it listens to now. */
    private static Map<String, List<String>> channels(Socket socket) {
        return Map.of(
                "channels",
                socket.channels().selectors().stream()
                        .map(Selector::value)
                        .sorted()
                        .toList());
    }

    @Override
    public Said say(Event event, @Nullable EventId id) {
        if (event.channel().equals(shared)) {
            Payload data = event.payload();
            return new Said("data", List.of(data.isJson() ? data.text() : Json.text(data.text())));
        }
        return new Said("event", List.of(Json.envelope(event, id)));
    }
}
