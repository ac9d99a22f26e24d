-- Signatures of requests that change something, so that a copy of one does nothing.
-- Locks: none of a table that is there already.

-- Unlogged: a signature is good for minutes. After a crash of the database, what was signed just before could be sent
-- once more.
create unlogged table used_signature (
  signature bytea primary key check (length(signature) = 32),
  -- SHA-256 of the Idempotency-Key that it came with; null: it came with none.
  idempotency_key bytea check (length(idempotency_key) = 32),
  ends_at timestamptz not null
);

-- Leads to those that are too old to come again, which are deleted.
create index used_signature_ends_at on used_signature (ends_at);
