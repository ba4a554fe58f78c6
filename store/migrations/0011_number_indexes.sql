-- The customers of telephone numbers come from the indexes alone: two thousand
-- jumps into the table took forty milliseconds.
DROP INDEX contact_points_by_normal;
DROP INDEX contact_points_by_tail;
CREATE INDEX contact_points_by_normal ON contact_points (normal, customer_id) WHERE normal <> '';
CREATE INDEX contact_points_by_tail ON contact_points (tail, customer_id) WHERE tail <> '';
