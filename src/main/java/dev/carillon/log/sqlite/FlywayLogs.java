package dev.carillon.log.sqlite;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** What Flyway tells at every start is of interest only if something goes wrong. Flyway makes it by its name. */
public final class FlywayLogs implements LogCreator {

    @Override
    public Log createLogger(Class<?> type) {
        return new Quiet(System.getLogger(type.getName()));
    }

    private record Quiet(System.Logger logger) implements Log {

        @Override
        public boolean isDebugEnabled() {
            return logger.isLoggable(System.Logger.Level.TRACE);
        }

        @Override
        public void debug(String message) {
            logger.log(System.Logger.Level.TRACE, message);
        }

        @Override
        public void info(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }

        @Override
        public void warn(String message) {
            logger.log(System.Logger.Level.WARNING, message);
        }

        @Override
        public void error(String message) {
            logger.log(System.Logger.Level.ERROR, message);
        }

        @Override
        public void error(String message, Exception cause) {
            logger.log(System.Logger.Level.ERROR, message, cause);
        }

        @Override
        public void notice(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }
    }
}
