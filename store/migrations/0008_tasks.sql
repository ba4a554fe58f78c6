-- Follow-ups: how much they matter, and when they come again.
ALTER TABLE tasks ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal'; -- low, normal, high
ALTER TABLE tasks ADD COLUMN repeat   TEXT NOT NULL DEFAULT '';       -- daily, weekly, monthly, monthly:31, 14d; '' for never
CREATE INDEX tasks_by_priority ON tasks (priority, customer_id) WHERE state = 0 AND done = 0;

-- The words by which products are completed, as customer_search has them of
-- customers; the rowid is products.id. Existing products get theirs by program
-- (productsearch.go).
CREATE VIRTUAL TABLE product_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5 6 7 8', tokenize = "ascii"
);
