-- Keys can be listed, replaced with an overlap, and revoked; some may only read, some must sign.
-- Locks: api_key, which is small.

alter table api_key
  add column id bigint generated always as identity,
  add column name text not null default '' check (length(name) <= 100),
  add column is_read_only boolean not null default false,
  add column requires_signature boolean not null default false,
  -- To the hour.
  add column last_used_at timestamptz,
  -- By the clock of the house; from then on the key opens nothing.
  add column retires_at timestamptz,
  add column revoked_at timestamptz,
  -- The key that this one follows; while that one lives, it signs.
  add column replaces bigint,
  -- Of several keys the one with the newest signs; who follows a key takes its place.
  add column signs_from timestamptz default clock_timestamp();
update api_key set signs_from = created_at;
alter table api_key
  alter column signs_from set not null,
  add constraint api_key_id unique (id),
  add constraint one_successor unique (replaces),
  add constraint replaces_a_key foreign key (replaces) references api_key (id),
  add constraint replaces_another check (replaces <> id);

drop index api_key_by_site;
create index api_key_by_site on api_key (site_id, signs_from desc);
