-- The book, first edition. Records are never deleted: state 0 is in the book,
-- 1 in the bin, 2 undone. Columns under "derived" can be rebuilt from the rest.

CREATE TABLE settings (
  key   TEXT PRIMARY KEY, -- 'currency', 'region'
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE levels (
  key     TEXT PRIMARY KEY,           -- what customers.level holds
  pos     INTEGER NOT NULL,           -- order in menus
  name_en TEXT NOT NULL DEFAULT '',
  name_zh TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
INSERT INTO levels (key, pos, name_en, name_zh) VALUES
  ('vip', 1, 'VIP', 'VIP 客户'), ('regular', 2, 'Regular', '普通客户'), ('potential', 3, 'Potential', '潜在客户');

CREATE TABLE customers (
  id          INTEGER PRIMARY KEY,
  revision    INTEGER NOT NULL DEFAULT 1, -- grows by one with each change of a field
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  kind        TEXT NOT NULL CHECK (kind IN ('person', 'company')),
  name        TEXT NOT NULL DEFAULT '',
  company     TEXT NOT NULL DEFAULT '',
  title       TEXT NOT NULL DEFAULT '',
  level       TEXT NOT NULL DEFAULT '',   -- levels.key, or '' for none
  owner       TEXT NOT NULL DEFAULT '',
  gender      TEXT NOT NULL DEFAULT '',
  birthday    TEXT NOT NULL DEFAULT '',   -- YYYY-MM-DD, or --MM-DD without the year
  language    TEXT NOT NULL DEFAULT '',
  industry    TEXT NOT NULL DEFAULT '',
  source      TEXT NOT NULL DEFAULT '',
  country     TEXT NOT NULL DEFAULT '',
  province    TEXT NOT NULL DEFAULT '',
  city        TEXT NOT NULL DEFAULT '',
  district    TEXT NOT NULL DEFAULT '',
  street      TEXT NOT NULL DEFAULT '',
  postcode    TEXT NOT NULL DEFAULT '',
  preferences TEXT NOT NULL DEFAULT '',
  notes       TEXT NOT NULL DEFAULT '',
  next_review TEXT NOT NULL DEFAULT '',   -- YYYY-MM-DD
  source_key  TEXT NOT NULL DEFAULT '',   -- 'heading=value': the key in the file it came from
  created     INTEGER NOT NULL DEFAULT 0, -- unix seconds
  -- derived
  sort_key      TEXT NOT NULL DEFAULT '', -- the name as lists sort it: pinyin, folded Latin
  phone         TEXT NOT NULL DEFAULT '', -- the first phone, as typed
  email         TEXT NOT NULL DEFAULT '', -- the first mail address
  orders        INTEGER NOT NULL DEFAULT 0,  -- purchases in the book
  spent         INTEGER NOT NULL DEFAULT 0,  -- minor units of the book's currency
  spent_other   TEXT NOT NULL DEFAULT '',    -- JSON [{"amount","currency"}] of other currencies
  last_purchase TEXT NOT NULL DEFAULT '',    -- YYYY-MM-DD
  last_contact  INTEGER NOT NULL DEFAULT 0,  -- unix seconds
  dealt         INTEGER NOT NULL DEFAULT 0,  -- the later of the two, else created; unix seconds
  rank          INTEGER NOT NULL DEFAULT 0   -- rowid in customer_search: day of dealt << 24 | id; 0: not in it
);
CREATE INDEX customers_by_rank    ON customers (rank) WHERE state = 0;
CREATE INDEX customers_by_dealt   ON customers (dealt, id) WHERE state = 0;
CREATE INDEX customers_by_name    ON customers (sort_key, id) WHERE state = 0;
CREATE INDEX customers_by_company ON customers ((company = ''), company, id) WHERE state = 0;
CREATE INDEX customers_by_city    ON customers ((city = ''), city, id) WHERE state = 0;
CREATE INDEX customers_by_level   ON customers ((level = ''), level, id) WHERE state = 0;
CREATE INDEX customers_by_owner   ON customers ((owner = ''), owner, id) WHERE state = 0;
CREATE INDEX customers_by_orders  ON customers (orders, id) WHERE state = 0;
CREATE INDEX customers_by_spent   ON customers (spent, id) WHERE state = 0;
CREATE INDEX customers_by_last_purchase ON customers ((last_purchase = ''), last_purchase, id) WHERE state = 0;
CREATE INDEX customers_by_last_contact  ON customers ((last_contact = 0), last_contact, id) WHERE state = 0;
CREATE INDEX customers_by_created ON customers (created, id) WHERE state = 0;
CREATE INDEX customers_by_source_key ON customers (source_key) WHERE source_key <> '';
CREATE INDEX customers_by_full_name ON customers (name); -- exact names: matching, name prefixes
CREATE INDEX customers_binned ON customers (id) WHERE state = 1;

CREATE TABLE people (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  pos         INTEGER NOT NULL,
  name        TEXT NOT NULL,
  title       TEXT NOT NULL DEFAULT '',
  notes       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX people_by_customer ON people (customer_id, pos);

CREATE TABLE contact_points (
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  pos         INTEGER NOT NULL,
  kind        TEXT NOT NULL,             -- phone, email, wechat …
  value       TEXT NOT NULL,             -- as typed
  label       TEXT NOT NULL DEFAULT '',
  person_id   INTEGER NOT NULL DEFAULT 0, -- people.id, or 0 for the customer's own
  normal      TEXT NOT NULL DEFAULT '',  -- derived: E.164, lower case; '' never matches
  tail        TEXT NOT NULL DEFAULT '',  -- derived: the digits of a phone, last first
  PRIMARY KEY (customer_id, pos)
) WITHOUT ROWID;
CREATE INDEX contact_points_by_normal ON contact_points (normal) WHERE normal <> '';
CREATE INDEX contact_points_by_tail ON contact_points (tail) WHERE tail <> '';

CREATE TABLE customer_tags (
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  pos         INTEGER NOT NULL,
  tag         TEXT NOT NULL,
  PRIMARY KEY (customer_id, pos)
) WITHOUT ROWID;
CREATE INDEX customer_tags_by_tag ON customer_tags (tag COLLATE NOCASE, customer_id);

CREATE TABLE purchases (
  id          INTEGER PRIMARY KEY,
  revision    INTEGER NOT NULL DEFAULT 1,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  order_no    TEXT NOT NULL DEFAULT '',
  date        TEXT NOT NULL,              -- YYYY-MM-DD
  at          INTEGER NOT NULL DEFAULT 0, -- unix seconds where the source tells the time
  status      TEXT NOT NULL,
  currency    TEXT NOT NULL,              -- ISO 4217
  total       INTEGER NOT NULL DEFAULT 0, -- minor units, as are all amounts
  freight     INTEGER NOT NULL DEFAULT 0,
  discount    INTEGER NOT NULL DEFAULT 0,
  payment     TEXT NOT NULL DEFAULT '',
  notes       TEXT NOT NULL DEFAULT '',
  after_sales TEXT NOT NULL DEFAULT '',
  source_key  TEXT NOT NULL DEFAULT '',
  created     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX purchases_by_customer ON purchases (customer_id, date, id) WHERE state = 0;
CREATE INDEX purchases_by_order_no ON purchases (order_no) WHERE order_no <> '';
CREATE INDEX purchases_by_source_key ON purchases (source_key) WHERE source_key <> '';
CREATE INDEX purchases_binned ON purchases (id) WHERE state = 1;

CREATE TABLE products (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sku  TEXT NOT NULL DEFAULT '',
  UNIQUE (name, sku)
);

CREATE TABLE items (
  purchase_id INTEGER NOT NULL REFERENCES purchases (id),
  pos         INTEGER NOT NULL,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  quantity    TEXT NOT NULL,              -- exact decimal
  unit_price  INTEGER NOT NULL DEFAULT 0,
  discount    INTEGER NOT NULL DEFAULT 0,
  amount      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (purchase_id, pos)
) WITHOUT ROWID;
CREATE INDEX items_by_product ON items (product_id, purchase_id);

CREATE TABLE interactions (
  id          INTEGER PRIMARY KEY,
  revision    INTEGER NOT NULL DEFAULT 1,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  at          INTEGER NOT NULL,           -- unix seconds
  channel     TEXT NOT NULL,
  direction   TEXT NOT NULL,
  kind        TEXT NOT NULL,
  content     TEXT NOT NULL,
  feedback    TEXT NOT NULL DEFAULT '',
  rating      INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  outcome     TEXT NOT NULL DEFAULT '',
  next        TEXT NOT NULL DEFAULT '',
  next_day    TEXT NOT NULL DEFAULT '',   -- YYYY-MM-DD
  author      TEXT NOT NULL DEFAULT '',
  source_key  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX interactions_by_customer ON interactions (customer_id, at, id) WHERE state = 0;
CREATE INDEX interactions_by_source_key ON interactions (source_key) WHERE source_key <> '';
CREATE INDEX interactions_binned ON interactions (id) WHERE state = 1;

CREATE TABLE tasks (
  id          INTEGER PRIMARY KEY,
  revision    INTEGER NOT NULL DEFAULT 1,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  customer_id INTEGER NOT NULL DEFAULT 0, -- customers.id, or 0 for none
  title       TEXT NOT NULL,
  due         TEXT NOT NULL DEFAULT '',   -- YYYY-MM-DD
  owner       TEXT NOT NULL DEFAULT '',
  done        INTEGER NOT NULL DEFAULT 0, -- unix seconds; 0 while open
  result      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tasks_by_customer ON tasks (customer_id, due, id) WHERE state = 0;
CREATE INDEX tasks_open ON tasks (due, id) WHERE state = 0 AND done = 0;
CREATE INDEX tasks_binned ON tasks (id) WHERE state = 1;

-- Every write is one row here …
CREATE TABLE change_sets (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,             -- unix seconds
  actor     TEXT NOT NULL,
  origin    TEXT NOT NULL,                -- screen, command, import, demo
  action    TEXT NOT NULL,                -- create, edit, bin, restore, import, undo, redo …
  kind      TEXT NOT NULL DEFAULT '',     -- of its records, where they are of one kind
  count     INTEGER NOT NULL,             -- records touched
  subject   TEXT NOT NULL DEFAULT '',     -- name of the one record, or of the file
  fields    TEXT NOT NULL DEFAULT '',     -- keys that changed, comma-joined, for one record
  undoes    INTEGER REFERENCES change_sets (id),
  undone_by INTEGER REFERENCES change_sets (id)
);
CREATE INDEX change_sets_by_actor ON change_sets (actor, id);

-- … and one here per record, or per run of new records with consecutive ids.
CREATE TABLE changes (
  id         INTEGER PRIMARY KEY,
  change_set INTEGER NOT NULL REFERENCES change_sets (id),
  kind       TEXT NOT NULL,
  record     INTEGER NOT NULL,            -- first id of the run
  last       INTEGER NOT NULL,            -- last id of the run; = record for one
  created    INTEGER NOT NULL DEFAULT 0,  -- 1: the records were made by this change
  revision   INTEGER NOT NULL DEFAULT 0,  -- of the one record, after the change
  fields     TEXT NOT NULL                -- JSON {key: [old, new]} in canonical text
);
CREATE INDEX changes_by_set ON changes (change_set, id);
CREATE INDEX changes_by_record ON changes (kind, record, change_set);
CREATE INDEX changes_runs ON changes (kind, record) WHERE last > record;

-- The search index over words cut by package store, of customers in the book;
-- see search.go. The rowid is customers.rank, so that matches come out in the
-- order of lists: dealt with last first, without sorting. The words are folded
-- already; "ascii" takes every other character for a letter, so that index and
-- query are cut alike whatever the script.
CREATE VIRTUAL TABLE customer_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5 6 7 8', tokenize = "ascii"
);
INSERT INTO customer_search (customer_search, rank) VALUES ('hashsize', 16777216); -- bytes; fewer merges in bulk
