-- One row: what is set, if it is set otherwise than at first.
SELECT setting FROM access_setting WHERE setting_name = :setting_name
