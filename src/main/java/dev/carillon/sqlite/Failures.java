package dev.carillon.sqlite;

import dev.carillon.event.LogUnavailableException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What failures of SQLite mean. */
final class Failures {

    private Failures() {}

    /** The file is in order, but another program has locked it. */
    static boolean isHeld(SQLException failure) {
        SQLiteErrorCode kind = kind(failure);
        return kind == SQLiteErrorCode.SQLITE_BUSY || kind == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /** The content is wrong; {@code SQLITE_ERROR} is that of a table which is not there. Disks and permissions are no damage. */
    static boolean isDamage(SQLException failure) {
        SQLiteErrorCode kind = kind(failure);
        return kind == SQLiteErrorCode.SQLITE_CORRUPT
                || kind == SQLiteErrorCode.SQLITE_NOTADB
                || kind == SQLiteErrorCode.SQLITE_ERROR;
    }

    static SQLException damage(String finding) {
        return new SQLiteException(finding, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    static LogUnavailableException unavailable(Schema schema, SQLException failure) {
        SQLiteErrorCode kind = kind(failure);
        String finding;
        if (kind == SQLiteErrorCode.SQLITE_INTERRUPT) {
            finding = "The search took too long.";
        } else if (kind == SQLiteErrorCode.SQLITE_FULL) {
            finding = "The disk of the " + schema.name() + " is full.";
        } else {
            finding = "The " + schema.name() + " cannot be used.";
        }
        return new LogUnavailableException(finding, failure);
    }

    /** The low byte of the code is the kind; the rest tells details. */
    private static SQLiteErrorCode kind(SQLException failure) {
        return failure instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
