-- A shop that repeats a request under its Idempotency-Key gets the first answer again, and nothing is done twice.
-- Locks: none of a table that is there already.

create table idempotency_key (
  -- Keyed hash of whose key it is and of the key: a shop may have put anything into it.
  name text collate "C" primary key,
  -- Keyed hash of method, path and body; the body may hold a card.
  request text collate "C" not null,
  -- Who carries the request out; whoever finds his time over takes its place.
  holder text collate "C" not null,
  held_until timestamptz not null,
  expires_at timestamptz not null,
  -- Written by the statement that does what was asked for. No foreign key: orders are never deleted, and it would cost a look.
  is_made boolean not null default false,
  order_key text collate "C",
  transaction_id bigint,
  status smallint check (status between 200 and 499),
  -- The answer's bytes, sealed: some answers hold a key or a session.
  answer_key_id text,
  answer bytea,
  check (is_made or (order_key is null and transaction_id is null)),
  check ((status is null) = (answer is null) and (status is null) = (answer_key_id is null))
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- Leads to the keys that are over. It does not change once a key is there, so mark and answer are HOT.
create index idempotency_key_expires_at on idempotency_key (expires_at);

-- Called by the statement that does what was asked for, with the number of keys it could mark. Where another holder took
-- the key meanwhile there is none, and the whole statement is undone.
create function require_idempotency_key(marked bigint) returns bigint language plpgsql as $$
begin
  if marked <> 1 then
    raise exception 'the idempotency key has another holder' using errcode = 'SK001';
  end if;
  return marked;
end $$;
