-- One row per row of `incoming`: reported figures of population.
INSERT INTO population BY NAME FROM incoming ORDER BY revision
