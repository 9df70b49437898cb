-- From which machine an act came over the network; NULL: at the server itself, or from before this
-- was kept. `actor_known_by` says which: 'local', 'network', 'program', of earlier acts 'told'.
ALTER TABLE batch ADD COLUMN actor_address VARCHAR;
ALTER TABLE batch_event ADD COLUMN actor_address VARCHAR;
ALTER TABLE audit_event ADD COLUMN actor_address VARCHAR;
ALTER TABLE entry ADD COLUMN actor_address VARCHAR;

-- A view knows the columns of its day.
CREATE OR REPLACE VIEW entry_standing AS
FROM entry_standing_at((SELECT max(last_revision) FROM revision));
