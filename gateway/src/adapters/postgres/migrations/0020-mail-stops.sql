-- Who wants no more reminders of unfinished payments from a site.
-- Locks: adds a table; site is locked for an instant.

create table mail_stop (
  site_id bigint not null references site,
  -- HMAC-SHA-256 under a key of ours: the address itself is not kept for the sake of not writing to it.
  recipient_hash text not null check (recipient_hash ~ '^[0-9a-f]{64}$'),
  stopped_at timestamptz not null,
  primary key (site_id, recipient_hash)
);
