-- The history is asked for by who, when, from where, what and about whom; each
-- of these gives the ids in the order of the list.
DROP INDEX IF EXISTS change_sets_by_actor;
CREATE INDEX IF NOT EXISTS change_sets_by_actor  ON change_sets (actor COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS change_sets_by_at     ON change_sets (at);
CREATE INDEX IF NOT EXISTS change_sets_by_origin ON change_sets (origin);
CREATE INDEX IF NOT EXISTS change_sets_by_action ON change_sets (action);
CREATE INDEX IF NOT EXISTS change_sets_by_kind   ON change_sets (kind);
CREATE INDEX IF NOT EXISTS change_sets_by_subject ON change_sets (subject COLLATE NOCASE);

-- What a customer had and has not any more: in the bin, taken back …
CREATE INDEX IF NOT EXISTS purchases_gone    ON purchases (customer_id) WHERE state <> 0;
CREATE INDEX IF NOT EXISTS interactions_gone ON interactions (customer_id) WHERE state <> 0;
CREATE INDEX IF NOT EXISTS tasks_gone        ON tasks (customer_id) WHERE state <> 0;

-- … or given to another customer.
CREATE INDEX IF NOT EXISTS changes_moved ON changes (kind, record) WHERE instr(fields, '"customer_id":') > 0;

-- Change sets that made or moved runs of records: the others are paged by their
-- changes alone.
CREATE INDEX IF NOT EXISTS changes_runs_by_set ON changes (change_set) WHERE last > record;
