-- The audit log: what changed, when and by whom, in chains of hashes. See docs/security/audit.md.

-- What an entry's hash is: the hash before it and its own canonical text (RFC 8785), which names stream, number and time.
create function chained_hash(previous_hash bytea, entry text) returns bytea
-- Not immutable, as convert_to is not: only so it is put into the statement and not called.
language sql stable as $$
  select sha256(previous_hash || convert_to(entry, 'UTF8'))
$$;

-- Domains, for a constraint of the table would be parsed with every insert.
create domain entry_number as integer check (value >= 1);
create domain sha256_hash as bytea check (length(value) = 32);

create table audit_entry (
  stream text collate "C" not null,
  seq entry_number not null,
  -- Over all streams; what is rolled back leaves gaps.
  position bigint not null generated always as identity,
  at timestamptz not null,
  actor text not null,
  event text not null,
  entry text not null,
  previous_hash sha256_hash not null,
  hash sha256_hash not null,
  primary key (stream, seq)
);

-- Rows lie in the order of their positions, so ranges of blocks are enough and cost an insert nothing.
create index audit_entry_by_position on audit_entry using brin (position) with (pages_per_range = 16);

-- The last entry of an order's stream stands in the order's row, which every change of the order locks anyway.
alter table orders
  add column audit_seq integer not null default 0,
  add column audit_hash sha256_hash not null default '\x0000000000000000000000000000000000000000000000000000000000000000';

-- The last entries of all other streams.
create table audit_head (
  stream text collate "C" primary key,
  seq integer not null,
  hash sha256_hash not null
);

-- What was signed: the last entry of every stream that changed since the checkpoint before, up to a position.
create table audit_checkpoint (
  number integer primary key check (number >= 1),
  position bigint not null,
  entry text not null,
  hash sha256_hash not null,
  signature bytea not null
);

create table audit_checkpoint_head (
  number integer not null,
  stream text collate "C" not null,
  seq integer not null,
  hash sha256_hash not null,
  primary key (number, stream)
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to';
end
$$;

create trigger refuse_audit_change before update or delete or truncate on audit_entry
  for each statement execute function refuse_audit_change();
create trigger refuse_audit_change before update or delete or truncate on audit_checkpoint
  for each statement execute function refuse_audit_change();
create trigger refuse_audit_change before update or delete or truncate on audit_checkpoint_head
  for each statement execute function refuse_audit_change();

-- The position up to which every entry is committed or will never be. The lock waits for those who are adding entries;
-- it ends with the statement. Whoever calls it need not be allowed to lock.
create function audit_boundary() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
begin
  set local lock_timeout = '2s';
  lock table audit_entry in share mode;
  return (select case when is_called then last_value else 0 end from audit_entry_position_seq);
end
$$;
