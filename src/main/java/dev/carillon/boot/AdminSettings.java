package dev.carillon.boot;

import dev.carillon.admin.AdminLimits;

/** Reads the settings of the administration. */
final class AdminSettings {

    private AdminSettings() {}

    static AdminLimits from(SettingReader reader) {
        return new AdminLimits(
                reader.integer("carillon.log.backups", 1), reader.duration("carillon.auth.max-lifetime"));
    }
}
