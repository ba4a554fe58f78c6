-- Where imports came from: the key column that names the records of a file, as
-- 'customerid=', or the fingerprint of the headings where there is none.
CREATE TABLE import_sources (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- What a source said last of a record: what the record held at a revision, but
-- for the fields in "said". So a million new records are one row, and the texts
-- come from the record and its changes. A row counts as long as its change set
-- is in force: the latest such one is what a newer copy is compared with.
CREATE TABLE imported (
  source     INTEGER NOT NULL REFERENCES import_sources (id),
  kind       TEXT NOT NULL,
  record     INTEGER NOT NULL,            -- first id of a run
  last       INTEGER NOT NULL,            -- last id of the run; = record for one
  revision   INTEGER NOT NULL,            -- of each of the records, after the import
  change_set INTEGER NOT NULL REFERENCES change_sets (id),
  said       TEXT NOT NULL DEFAULT '',    -- JSON {key: text}: where the file and the record differed; '' for none
  PRIMARY KEY (source, kind, record, change_set)
) WITHOUT ROWID;
CREATE INDEX imported_by_set ON imported (change_set);

-- How a person wants columns to be read, by the fingerprint of the headings.
CREATE TABLE import_mappings (
  headings TEXT PRIMARY KEY,              -- fingerprint
  mapping  TEXT NOT NULL                  -- JSON {"as", "map": {heading: field}, "unmapped"}
) WITHOUT ROWID;
