-- The newest quote of each symbol, and candles that are closed. Prices and volumes are text, with all their digits.
-- Times are seconds since 1970-01-01T00:00Z, those of quotes microseconds.

-- One row.
CREATE TABLE ticker (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL                    -- the greatest that a quote ever had, also of symbols that are gone
);

INSERT INTO ticker (id, version) VALUES (1, 0);

-- Quotes that were taken since the symbols were saved the last time: see JournalText.
CREATE TABLE journal (
  id     INTEGER PRIMARY KEY,
  quotes TEXT    NOT NULL
);

CREATE TABLE symbol (
  symbol     TEXT    NOT NULL PRIMARY KEY,
  price      TEXT    NOT NULL,
  change     TEXT    NOT NULL,
  volume     TEXT    NOT NULL,
  day_volume TEXT    NOT NULL,
  bid        TEXT,
  ask        TEXT,
  time       INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  candles    TEXT    NOT NULL                 -- what is needed to go on with them: see StateText
);

-- An interval is what the API calls it.
CREATE TABLE candle (
  symbol   TEXT    NOT NULL,
  interval TEXT    NOT NULL,
  start    INTEGER NOT NULL,
  seconds  INTEGER NOT NULL,                  -- how long it is
  open     TEXT    NOT NULL,
  high     TEXT    NOT NULL,
  low      TEXT    NOT NULL,
  close    TEXT    NOT NULL,
  volume   TEXT    NOT NULL,
  quotes   INTEGER NOT NULL,
  PRIMARY KEY (symbol, interval, start)
) WITHOUT ROWID;
