-- What is gone for good. Their numbers are given to nobody else: references in
-- old change sets and on paper never come to mean another record.
CREATE TABLE removed (
  kind       TEXT NOT NULL,
  record     INTEGER NOT NULL,              -- first id of a run
  last       INTEGER NOT NULL,              -- last id of the run; = record for one
  change_set INTEGER NOT NULL REFERENCES change_sets (id), -- when, and by whom
  PRIMARY KEY (kind, record)
) WITHOUT ROWID;

-- The erasure of a person on request: that it happened, and nothing of the person.
CREATE TABLE erasures (
  change_set INTEGER PRIMARY KEY REFERENCES change_sets (id), -- when, and by whom
  customer   INTEGER NOT NULL,              -- the number that the person had
  counts     TEXT NOT NULL,                 -- JSON [{"table", "rows"}]: what went
  kept       INTEGER NOT NULL DEFAULT 0,    -- purchases that stay without a name
  note       TEXT NOT NULL DEFAULT '',      -- the ground in law, as given
  scrubbed   INTEGER NOT NULL DEFAULT 0     -- 1 once no page of the file holds anything of it
);

-- Who takes a name out of a change set takes it out of its undo and redo too.
CREATE INDEX change_sets_by_undoes ON change_sets (undoes) WHERE undoes IS NOT NULL;
