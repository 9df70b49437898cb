-- One row: what is set.
INSERT INTO access_setting (setting_name, setting) VALUES (:setting_name, :setting)
ON CONFLICT (setting_name) DO UPDATE SET setting = excluded.setting
