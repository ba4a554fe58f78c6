-- Fields of the user's own, and their values. A removed field keeps its values.
CREATE TABLE custom_fields (
  id       INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1,
  state    INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  key      TEXT NOT NULL,              -- what queries and files call it; one field in the book has it
  label    TEXT NOT NULL,
  type     TEXT NOT NULL,              -- text, number, money, date, bool, choice, choices
  options  TEXT NOT NULL DEFAULT '',   -- JSON ["…"]
  required INTEGER NOT NULL DEFAULT 0,
  preset   TEXT NOT NULL DEFAULT '',   -- the default of new customers, as typed
  hint     TEXT NOT NULL DEFAULT '',
  pos      INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE custom_values (
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  field_id    INTEGER NOT NULL REFERENCES custom_fields (id),
  pos         INTEGER NOT NULL,        -- 0; of choices, one row for each
  value       TEXT NOT NULL,           -- canonical
  sort        NOT NULL,                -- derived: millionths, minor units, or the text that sorts
  PRIMARY KEY (customer_id, field_id, pos)
) WITHOUT ROWID;
CREATE INDEX custom_values_by_sort ON custom_values (field_id, sort, customer_id);

-- Lists of the user's own are records with a history; levels were the first.
CREATE TABLE choices (
  id       INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1,
  state    INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  list     TEXT NOT NULL,              -- level, source, industry, payment
  key      TEXT NOT NULL,              -- what records hold; one entry of the list has it
  name_en  TEXT NOT NULL DEFAULT '',
  name_zh  TEXT NOT NULL DEFAULT '',
  pos      INTEGER NOT NULL DEFAULT 0  -- order in menus
);
INSERT INTO choices (list, key, name_en, name_zh, pos) SELECT 'level', key, name_en, name_zh, pos FROM levels ORDER BY pos;
DROP TABLE levels;
