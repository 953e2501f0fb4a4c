package dev.carillon.boot;

import dev.carillon.security.Networks;

/**
 * What operators ask of a server.
 *
 * @param metrics from where its metrics may be read without a token
 */
record OperationSettings(Networks metrics) {

    static OperationSettings from(SettingReader reader) {
        return new OperationSettings(reader.value(
                "carillon.metrics.addresses",
                "a list of addresses and networks such as 127.0.0.1 or 10.0.0.0/8",
                Networks::of));
    }
}
