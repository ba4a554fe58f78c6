-- The search index also has the words of contact entries, and those of some fields
-- behind marks: it is made again from the records.
INSERT INTO customer_search (customer_search) VALUES ('delete-all');
