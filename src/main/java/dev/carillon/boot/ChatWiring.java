package dev.carillon.boot;

import dev.carillon.api.FeatureChannels;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the chat needs beside its own beans. See {@link Wiring}. */
@ApplicationScoped
public class ChatWiring {

    /** In the data directory; may be deleted while the server is stopped, and is made anew from the log. */
    private static final String ARCHIVE = "chat.db";

    @Produces
    @Singleton
    ChatSettings chatSettings(Settings settings) {
        return settings.chat();
    }

    @Produces
    @Singleton
    FeatureChannels chatChannels() {
        return new FeatureChannels(
                SelectorSet.of("chat/**"), "Say it with POST /api/chat/rooms/{room}/messages, see docs/chat.md.");
    }

    /** @param first makes the data directory and takes it, so that no other process has it */
    @Produces
    @Singleton
    MessageArchive archive(Settings settings, EventLog first) {
        LogSettings log = settings.log();
        return switch (log.kind()) {
            case SQLITE -> MessageArchive.open(log.dataDir().resolve(ARCHIVE));
            case MEMORY -> MessageArchive.inMemory();
        };
    }

    void close(@Disposes MessageArchive archive) {
        archive.close();
    }
}
