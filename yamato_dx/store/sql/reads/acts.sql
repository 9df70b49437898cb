-- One row per act after $after, up to $until.
FROM revision
WHERE last_revision > $after AND last_revision <= $until
ORDER BY last_revision
