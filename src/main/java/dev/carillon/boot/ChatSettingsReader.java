package dev.carillon.boot;

import dev.carillon.chat.ChatSettings;
import dev.carillon.security.Rate;
import java.util.Arrays;
import java.util.List;

/** Reads {@code carillon.chat.*}, and what callers without a token may do in the chat. */
final class ChatSettingsReader {

    private ChatSettingsReader() {}

    static ChatSettings read(SettingReader reader) {
        return new ChatSettings(
                reader.value("carillon.anonymous.chat", "none, read or write", ChatSettingsReader::anonymous),
                reader.value("carillon.chat.creators", "signed-in or admin", ChatSettingsReader::creators),
                reader.integer("carillon.chat.max-rooms", 1),
                reader.integer("carillon.chat.max-rooms-per-person", 0),
                reader.integer("carillon.chat.max-guests", 0),
                reader.value(
                        "carillon.chat.message-rate",
                        "a number for each second, or unlimited",
                        text -> text.equals("unlimited") ? Rate.UNLIMITED : new Rate(Units.count(text))),
                reader.duration("carillon.chat.grace"),
                reader.value("carillon.chat.blocked-words", "a list of words", ChatSettingsReader::words),
                reader.value("carillon.chat.blocked-words.then", "mask or refuse", ChatSettingsReader::refuses));
    }

    private static ChatSettings.Anonymous anonymous(String text) {
        return switch (text) {
            case "none" -> ChatSettings.Anonymous.NONE;
            case "read" -> ChatSettings.Anonymous.READ;
            case "write" -> ChatSettings.Anonymous.WRITE;
            default -> throw new IllegalArgumentException("'" + text + "' is none of them");
        };
    }

    private static ChatSettings.Creators creators(String text) {
        return switch (text) {
            case "signed-in" -> ChatSettings.Creators.SIGNED_IN;
            case "admin" -> ChatSettings.Creators.ADMIN;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean refuses(String text) {
        return switch (text) {
            case "refuse" -> true;
            case "mask" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }
}
