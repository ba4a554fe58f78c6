-- Birthdays and ages are asked for, and lists sort by them.
CREATE INDEX customers_by_birthday ON customers (birthday) WHERE state = 0;
