-- Sockets whose clients may come back. Times are milliseconds since 1970-01-01T00:00Z. Objects are JSON.

CREATE TABLE place (
  id INTEGER PRIMARY KEY CHECK (id = 1)
);

INSERT INTO place (id) VALUES (1);

CREATE TABLE socket (
  key        TEXT    NOT NULL PRIMARY KEY,  -- SHA-256 of the secret that its client has
  sid        TEXT    NOT NULL,
  namespace  TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  begin      TEXT    NOT NULL,              -- event id
  rooms      TEXT    NOT NULL,              -- for each the offset after which it is in it
  channels   TEXT    NOT NULL,              -- the same
  attributes TEXT    NOT NULL,
  gone       INTEGER                        -- when its connection went; null while it is connected
) WITHOUT ROWID;

CREATE INDEX socket_gone ON socket (gone);
