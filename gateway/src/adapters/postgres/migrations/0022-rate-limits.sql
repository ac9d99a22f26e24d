-- How often something was done by one and the same within its window.
-- Locks: none of a table that is there already.

-- Unlogged: written often, worth nothing after a crash of the database, when every window begins anew. It costs no
-- write to the log on disk and no wait for it.
create unlogged table rate_limit (
  -- Keyed hash of the limit and of whom it counts.
  bucket text collate "C" primary key,
  used integer not null check (used > 0),
  ends_at timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Leads to the windows that are over, which are deleted. It does not change within a window, so counting is HOT.
create index rate_limit_ends_at on rate_limit (ends_at);
