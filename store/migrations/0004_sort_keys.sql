-- Lists sort every column of text as people do: Chinese by its sound, Latin
-- without accents and letter case. Derived from the field of the name behind
-- "sort_"; existing customers get them by program (resort.go).
DROP INDEX customers_by_company;
DROP INDEX customers_by_city;
DROP INDEX customers_by_owner;
ALTER TABLE customers ADD COLUMN sort_company  TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_title    TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_city     TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_province TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_country  TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_owner    TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_source   TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sort_industry TEXT NOT NULL DEFAULT '';
