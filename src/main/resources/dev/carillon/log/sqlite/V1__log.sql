-- The log of a hub. docs/guarantees.md tells how to read it without Carillon.
-- Times are nanoseconds since 1970-01-01T00:00Z.

-- One row: what is true of the whole log.
CREATE TABLE log (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  epoch          TEXT    NOT NULL,            -- first half of every event id
  trimmed        INTEGER NOT NULL DEFAULT 0,  -- offset of the newest entry that was trimmed
  trimmed_latest INTEGER,                     -- the latest time of what was trimmed
  forgotten      INTEGER NOT NULL DEFAULT 0   -- the newest trimmed offset of channels that are not told apart any more
);

CREATE TABLE channel (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  name      TEXT    NOT NULL UNIQUE,
  trimmed   INTEGER NOT NULL DEFAULT 0,       -- offset of its newest entry that was trimmed
  compacted INTEGER NOT NULL DEFAULT 0        -- whether key_newest has its keys
);

CREATE INDEX channel_trimmed ON channel (trimmed) WHERE trimmed > 0;

CREATE TABLE entry (
  offset  INTEGER PRIMARY KEY,                -- second half of the event id
  channel INTEGER NOT NULL REFERENCES channel (id),
  type    TEXT,
  key     TEXT,
  time    INTEGER NOT NULL,
  latest  INTEGER,                            -- the latest time up to here, where that is another one
  json    INTEGER NOT NULL,                   -- whether data is a JSON document
  data    TEXT    NOT NULL
);

CREATE INDEX entry_channel ON entry (channel, offset);

-- Compacted channels: the newest entry of each key.
CREATE TABLE key_newest (
  channel   INTEGER NOT NULL REFERENCES channel (id),
  key       TEXT    NOT NULL,
  offset    INTEGER NOT NULL,
  PRIMARY KEY (channel, key)
) WITHOUT ROWID;

-- What was published with an Idempotency-Key.
CREATE TABLE publication (
  caller      TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  first       INTEGER NOT NULL,               -- offset of its first event
  events      INTEGER NOT NULL,
  time        INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) WITHOUT ROWID;

CREATE INDEX publication_time ON publication (time);
