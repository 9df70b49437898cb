-- One row per act of the ledger in the trail, the newest first: its number and moment.
SELECT revision, happened_at FROM trail WHERE event = 'act' ORDER BY trail_no DESC
