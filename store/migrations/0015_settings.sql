-- The book's own settings are a record, so that a change of them stands in the
-- history like all else. What stays in "settings" are counters of the program.
CREATE TABLE book_settings (
  id       INTEGER PRIMARY KEY CHECK (id = 1), -- there is one
  revision INTEGER NOT NULL DEFAULT 1,
  state    INTEGER NOT NULL DEFAULT 0 CHECK (state = 0),
  currency TEXT NOT NULL DEFAULT 'CNY',        -- ISO 4217
  region   TEXT NOT NULL DEFAULT 'CN',         -- ISO 3166
  backup_folder     TEXT NOT NULL DEFAULT '',
  backup_second     TEXT NOT NULL DEFAULT '',
  backup_recipients TEXT NOT NULL DEFAULT '',  -- public keys, parted by spaces
  sum      INTEGER NOT NULL DEFAULT 0
);
INSERT INTO book_settings (id) VALUES (1);
UPDATE book_settings SET
  currency = coalesce((SELECT value FROM settings WHERE key = 'currency'), currency),
  region = coalesce((SELECT value FROM settings WHERE key = 'region'), region),
  backup_folder = coalesce((SELECT value FROM settings WHERE key = 'backup_folder'), ''),
  backup_second = coalesce((SELECT value FROM settings WHERE key = 'backup_second'), ''),
  backup_recipients = coalesce((SELECT value FROM settings WHERE key = 'backup_recipients'), '');
DELETE FROM settings WHERE key IN ('currency', 'region', 'backup_folder', 'backup_second', 'backup_recipients');
