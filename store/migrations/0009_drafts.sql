-- What somebody has typed into a form and not saved yet. No part of the book's
-- data: without history, and gone once the form is saved or dropped. Who typed it
-- holds a lock in the name of the session while the program runs; drafts.go.
CREATE TABLE drafts (
  session  TEXT NOT NULL,             -- of the screen that keeps it
  number   INTEGER NOT NULL,          -- among those of the session
  actor    TEXT NOT NULL,
  at       INTEGER NOT NULL,          -- unix seconds
  kind     TEXT NOT NULL,             -- of the record
  record   INTEGER NOT NULL,          -- its id, 0 for a new one
  revision INTEGER NOT NULL,          -- from which the edit began
  body     TEXT NOT NULL,             -- JSON: the record as it was, and the texts typed
  PRIMARY KEY (session, number)
) WITHOUT ROWID;
CREATE INDEX drafts_by_actor ON drafts (actor, at);
