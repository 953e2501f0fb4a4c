package dev.carillon.boot;

import dev.carillon.hub.DrainPlan;

/** How connections are let go before the server stops. */
final class DrainSettings {

    private DrainSettings() {}

    static DrainPlan from(SettingReader reader) {
        return new DrainPlan(
                reader.duration("carillon.drain.time"),
                reader.integer("carillon.drain.rate", 1),
                reader.duration("carillon.stream.retry"));
    }
}
