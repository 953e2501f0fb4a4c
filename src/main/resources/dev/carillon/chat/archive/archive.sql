-- What was said in rooms: a projection of the event log, made anew and never migrated.
-- Times are nanoseconds since 1970-01-01T00:00Z. Offsets are the log's, so no two rooms share one.
-- Lists (mentions) are lines.

-- One row: how far the projection has come.
CREATE TABLE place (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  epoch   TEXT    NOT NULL,
  offset  INTEGER NOT NULL
);

INSERT INTO place (id, epoch, offset) VALUES (1, '', 0);

CREATE TABLE room (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: words carry it
  name    TEXT    NOT NULL UNIQUE,
  trimmed INTEGER NOT NULL DEFAULT 0          -- messages through this offset are not taken any more
);

CREATE TABLE message (
  offset       INTEGER PRIMARY KEY,
  room         INTEGER NOT NULL,
  author       TEXT    NOT NULL,
  author_name  TEXT    NOT NULL,
  author_guest INTEGER NOT NULL,
  text         TEXT    NOT NULL,              -- as it was last edited; empty if it was deleted
  time         INTEGER NOT NULL,
  reply_to     INTEGER NOT NULL,
  thread       INTEGER NOT NULL,              -- offset of the message that began it; 0 if it is no answer
  mentions     TEXT    NOT NULL,
  edited       INTEGER,                       -- when
  deleted      INTEGER,                       -- when
  replies      INTEGER NOT NULL DEFAULT 0,    -- answers in its thread that are not deleted
  by           TEXT,                          -- who spoke for the author
  by_name      TEXT,
  by_guest     INTEGER
);

-- Pages need the first two; unread messages are counted without a look at the table.
CREATE INDEX message_room ON message (room, offset, author, deleted);

CREATE INDEX message_thread ON message (thread, room, offset) WHERE thread > 0;

-- Texts of messages that were edited: the first one has the message's offset.
CREATE TABLE edit (
  offset       INTEGER PRIMARY KEY,
  message      INTEGER NOT NULL,
  text         TEXT    NOT NULL,
  time         INTEGER NOT NULL,
  editor       TEXT    NOT NULL,
  editor_name  TEXT    NOT NULL,
  editor_guest INTEGER NOT NULL
);

CREATE INDEX edit_message ON edit (message, offset);

CREATE TABLE emoji (
  message INTEGER NOT NULL,
  emoji   TEXT    NOT NULL,
  first   INTEGER NOT NULL,                   -- offset of the reaction that brought it
  users   INTEGER NOT NULL,                   -- how many
  PRIMARY KEY (message, emoji)
) WITHOUT ROWID;

CREATE TABLE reaction (
  message INTEGER NOT NULL,
  emoji   TEXT    NOT NULL,
  user    TEXT    NOT NULL,
  offset  INTEGER NOT NULL,
  PRIMARY KEY (message, emoji, user)
) WITHOUT ROWID;

CREATE INDEX reaction_order ON reaction (message, emoji, offset);

CREATE TABLE present (
  room TEXT NOT NULL,
  user TEXT NOT NULL,
  PRIMARY KEY (room, user)
) WITHOUT ROWID;

CREATE TABLE marker (
  user   TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  offset INTEGER NOT NULL,
  PRIMARY KEY (user, room)
) WITHOUT ROWID;

CREATE INDEX marker_room ON marker (room);

-- Which words are in which message. Every word begins with its room, so a search, also for the beginning of a word, looks
-- at the words of one room only. The words come separated by spaces, and everything else belongs to a word: there is
-- nothing that could be taken for a separator. Neither the text nor the places of words are kept.
CREATE VIRTUAL TABLE spoken USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* P* S* C*'"
);
