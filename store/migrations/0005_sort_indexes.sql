-- Those that are not in the book, for counts from indexes that do not say so.
CREATE INDEX customers_gone ON customers (id) WHERE state <> 0;

-- One index for each column that a list can show, with the id behind it, so that
-- each order is total and begins at once. Empty ones come last in either direction.
CREATE INDEX customers_by_company  ON customers ((sort_company = ''), sort_company, id) WHERE state = 0;
CREATE INDEX customers_by_title    ON customers ((sort_title = ''), sort_title, id) WHERE state = 0;
CREATE INDEX customers_by_city     ON customers ((sort_city = ''), sort_city, id) WHERE state = 0;
CREATE INDEX customers_by_province ON customers ((sort_province = ''), sort_province, id) WHERE state = 0;
CREATE INDEX customers_by_country  ON customers ((sort_country = ''), sort_country, id) WHERE state = 0;
CREATE INDEX customers_by_owner    ON customers ((sort_owner = ''), sort_owner, id) WHERE state = 0;
CREATE INDEX customers_by_source   ON customers ((sort_source = ''), sort_source, id) WHERE state = 0;
CREATE INDEX customers_by_industry ON customers ((sort_industry = ''), sort_industry, id) WHERE state = 0;
CREATE INDEX customers_by_postcode ON customers ((postcode = ''), postcode, id) WHERE state = 0;
CREATE INDEX customers_by_phone    ON customers ((phone = ''), phone, id) WHERE state = 0;
CREATE INDEX customers_by_email    ON customers ((email = ''), email, id) WHERE state = 0;
CREATE INDEX customers_by_kind     ON customers ((kind = ''), kind, id) WHERE state = 0;
