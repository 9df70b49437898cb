-- One row per row of `incoming`: reported values.
INSERT INTO actual BY NAME FROM incoming
-- Sorted, so that a query for one municipality skips the blocks of all others.
ORDER BY municipality_code, kpi_id, period_start, period_months
