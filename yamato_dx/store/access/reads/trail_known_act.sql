-- One row, or none: up to which act the trail follows the ledger, and that act's moment, which is
-- the subject of a row on a restore.
SELECT revision, CASE WHEN event = 'restored' THEN subject ELSE happened_at END AS act_at
FROM trail
WHERE event IN ('act', 'restored')
ORDER BY trail_no DESC
LIMIT 1
