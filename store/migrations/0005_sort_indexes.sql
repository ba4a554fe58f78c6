-- Those that are not in the book, for counts from indexes that do not say so.
CREATE INDEX customers_gone ON customers (id) WHERE state <> 0;

-- One index for each column that a list can show, so that each order begins at
-- once. The rowid behind each entry, which is the id, makes it total. Nothing else
-- stands in them: an expression or a second column doubles the time to make one.
DROP INDEX customers_by_dealt;
DROP INDEX customers_by_name;
DROP INDEX customers_by_level;
DROP INDEX customers_by_orders;
DROP INDEX customers_by_spent;
DROP INDEX customers_by_last_purchase;
DROP INDEX customers_by_last_contact;
DROP INDEX customers_by_created;
CREATE INDEX customers_by_company ON customers (sort_company) WHERE state = 0;
CREATE INDEX customers_by_title ON customers (sort_title) WHERE state = 0;
CREATE INDEX customers_by_city ON customers (sort_city) WHERE state = 0;
CREATE INDEX customers_by_province ON customers (sort_province) WHERE state = 0;
CREATE INDEX customers_by_country ON customers (sort_country) WHERE state = 0;
CREATE INDEX customers_by_owner ON customers (sort_owner) WHERE state = 0;
CREATE INDEX customers_by_source ON customers (sort_source) WHERE state = 0;
CREATE INDEX customers_by_industry ON customers (sort_industry) WHERE state = 0;
CREATE INDEX customers_by_level ON customers (level) WHERE state = 0;
CREATE INDEX customers_by_phone ON customers (phone) WHERE state = 0;
CREATE INDEX customers_by_email ON customers (email) WHERE state = 0;
CREATE INDEX customers_by_postcode ON customers (postcode) WHERE state = 0;
CREATE INDEX customers_by_kind ON customers (kind) WHERE state = 0;
CREATE INDEX customers_by_name ON customers (sort_key) WHERE state = 0;
CREATE INDEX customers_by_orders ON customers (orders) WHERE state = 0;
CREATE INDEX customers_by_spent ON customers (spent) WHERE state = 0;
CREATE INDEX customers_by_last_purchase ON customers (last_purchase) WHERE state = 0;
CREATE INDEX customers_by_last_contact ON customers (last_contact) WHERE state = 0;
CREATE INDEX customers_by_created ON customers (created) WHERE state = 0;
CREATE INDEX customers_by_dealt ON customers (dealt) WHERE state = 0;
