-- One row per row of `incoming`: loads of a data set.
INSERT INTO dataset_load BY NAME FROM incoming ORDER BY revision
