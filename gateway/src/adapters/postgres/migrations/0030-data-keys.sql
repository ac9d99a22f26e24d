--! breaking: what this version seals, earlier ones cannot open.
-- A key for each account, wrapped by the master key, so that either can be replaced.
-- Locks: payment_attempt while the index over what is sealed now is made.

-- Which master key holds the house; the check value tells it from another without opening anything.
create table master_key (
  id text primary key check (id ~ '^[0-9a-f]{8}$'),
  check_value text not null check (check_value ~ '^[0-9a-f]{64}$'),
  since timestamptz not null default clock_timestamp(),
  replaced_at timestamptz
);
create unique index one_master_key on master_key ((true)) where replaced_at is null;

create table data_key (
  id text primary key,
  -- Null: of the house.
  account_id bigint,
  version integer not null check (version > 0),
  -- Keyed hashes are made with what it derives; it seals nothing.
  is_root boolean not null default false,
  -- Announced: every process learns to open before the first one seals.
  state text not null check (state in ('announced', 'current', 'past')),
  master_key_id text not null references master_key,
  wrapped bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint root_of_the_house check (not is_root or (account_id is null and state = 'past'))
);
create unique index one_root_key on data_key ((true)) where is_root;
create unique index one_version on data_key (coalesce(account_id, 0), version) where not is_root;
create unique index one_current_key on data_key (coalesce(account_id, 0)) where state = 'current';
create unique index one_announced_key on data_key (coalesce(account_id, 0)) where state = 'announced';

-- Without its key, what is sealed is lost.
create function refuse_data_key_loss() returns trigger language plpgsql as $$
begin
  raise exception 'a data key is never deleted';
end $$;
create trigger data_key_kept before delete or truncate on data_key
  for each statement execute function refuse_data_key_loss();

create index payment_attempt_sealed on payment_attempt (key) where sealed_card is not null;
