-- One row: a new connection made ours. Where the server is told to acknowledge what no disk has
-- yet, we are not. It must notice itself that a client is gone who holds the writer's lock.
SELECT
    set_config('search_path', quote_ident(%(schema)s), FALSE),
    set_config('TimeZone', 'UTC', FALSE),
    set_config('DateStyle', 'ISO, YMD', FALSE),
    set_config('IntervalStyle', 'postgres', FALSE),
    set_config('lock_timeout', '20s', FALSE),
    set_config('statement_timeout', '0', FALSE),
    set_config('default_transaction_isolation', 'read committed', FALSE),
    set_config('idle_in_transaction_session_timeout', '120s', FALSE),
    set_config('tcp_keepalives_idle', '10', FALSE),
    set_config('tcp_keepalives_interval', '5', FALSE),
    set_config('tcp_keepalives_count', '3', FALSE),
    set_config(
        'synchronous_commit',
        CASE current_setting('synchronous_commit')
            WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit')
        END,
        FALSE
    )
