-- Keys of accounts, what a shop may tell of its site, documents of orders.
-- Locks: adds columns without defaults and a table; site and api_key are small.

-- A key is a site's or an account's, never both and never neither.
alter table api_key
  alter column site_id drop not null,
  add column account_id bigint,
  add constraint key_of_site_or_account check ((site_id is null) <> (account_id is null));

create index site_by_account on site (account_id, id);

alter table site
  add column url text,
  add column price_from wire_amount,
  add column price_till wire_amount,
  add column support_email text,
  add column support_phone text,
  add constraint prices_in_order check (price_from <= price_till);

create table order_file (
  id bigint generated always as identity primary key,
  order_key text not null references orders,
  type text not null check (type in ('PDF', 'JPEG', 'PNG')),
  name text not null,
  description text not null,
  size integer not null check (size > 0),
  -- A request that is repeated adds nothing.
  fingerprint text not null,
  key_id text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  unique (order_key, fingerprint)
);
