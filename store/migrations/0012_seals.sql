-- The past is sealed: a change set's digest is SHA-256 over the row (without
-- undone_by, which changes) and its changes, and its chain is SHA-256 over the chain
-- of the one before and the digest; see seal.go. Who edits the past by other means
-- than kehu is found out. Existing change sets get theirs by program.
ALTER TABLE change_sets ADD COLUMN digest BLOB;
ALTER TABLE change_sets ADD COLUMN chain  BLOB;
-- 1 where the content was taken away on purpose, as when a person is erased: the
-- digest cannot be compared any more; it stays and so does the chain, which still
-- proves order and completeness.
ALTER TABLE change_sets ADD COLUMN erased INTEGER NOT NULL DEFAULT 0; -- the subject
ALTER TABLE changes     ADD COLUMN erased INTEGER NOT NULL DEFAULT 0; -- the fields

-- What a record holds in all its fields and lists, as a number: a byte that a bad
-- disk changed in a text is found by it; see sums.go. 0 is not computed.
ALTER TABLE customers     ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchases     ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interactions  ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks         ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE views         ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE custom_fields ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE choices       ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
