-- Those who spent nothing in any currency, with the condition of package store. Behind
-- this script the search index is made again: words behind marks are folded.
CREATE INDEX IF NOT EXISTS customers_without_spend ON customers (id) WHERE state = 0 AND spent = 0 AND spent_other NOT GLOB '*[1-9]*';
