-- Saved views: a query with its columns, one tab each.

CREATE TABLE views (
  id       INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1,
  state    INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  name     TEXT NOT NULL,              -- '@…' is one of the views below, named by the program
  query    TEXT NOT NULL DEFAULT '',
  pos      INTEGER NOT NULL DEFAULT 0, -- order of the tabs
  columns  TEXT NOT NULL DEFAULT ''    -- JSON [{"key", "width"}]; '' for the usual ones
);
INSERT INTO views (name, query, pos) VALUES
  ('@all', '', 1),
  ('@vip', 'level:vip', 2),
  ('@potential', 'level:potential', 3),
  ('@stale', 'is:stale', 4),
  ('@buyers', 'last_purchase:<30d sort:-last_purchase', 5);
