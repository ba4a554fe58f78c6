-- What each user prefers: columns and order of views, past queries. No part of
-- the book's data, and so without history.
CREATE TABLE preferences (
  actor TEXT NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (actor, key)
) WITHOUT ROWID;
