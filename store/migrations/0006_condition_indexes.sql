-- What conditions ask for, beside the orders of lists.
CREATE INDEX customers_by_birthday  ON customers (birthday) WHERE state = 0;
CREATE INDEX customers_by_birth_day ON customers (substr(birthday, -5)) WHERE state = 0 AND birthday <> ''; -- MM-DD
CREATE INDEX customers_by_gender    ON customers (gender) WHERE state = 0;
CREATE INDEX customers_by_language  ON customers (language) WHERE state = 0;
CREATE INDEX interactions_by_rating ON interactions (rating, customer_id) WHERE state = 0 AND rating > 0;
DROP INDEX tasks_open;
CREATE INDEX tasks_open ON tasks (due, customer_id) WHERE state = 0 AND done = 0;
-- Contact points that customers.phone and customers.email do not speak of.
CREATE INDEX contact_points_besides ON contact_points (kind, customer_id) WHERE person_id <> 0 OR kind NOT IN ('phone', 'email');
