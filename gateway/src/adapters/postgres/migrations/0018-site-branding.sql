-- How a site's pages look: its colour, its logo, and which hosts may give pictures to a page or frame it.
-- Locks: adds columns without a rewrite and a table; site is locked for an instant and not read.

create function are_hosts(hosts text[]) returns boolean language sql immutable as $$
  select cardinality(hosts) <= 10 and coalesce(bool_and(host ~ '^[a-z0-9.-]{4,253}$'), true) from unnest(hosts) as host
$$;

alter table site
  add column brand_colour text constraint site_brand_colour_check check (brand_colour ~ '^#[0-9a-f]{6}$'),
  add column logo_hosts text[] not null default '{}' constraint site_logo_hosts_check check (are_hosts(logo_hosts)),
  add column frame_hosts text[] not null default '{}' constraint site_frame_hosts_check check (are_hosts(frame_hosts));

-- A table of its own: the site is read with every request, its picture once by every browser.
create table site_logo (
  site_id bigint primary key references site,
  -- SHA-256 of the bytes, shortened; the name in the picture's address. Two sites may show the same.
  hash text not null check (hash ~ '^[0-9a-f]{32}$'),
  type text not null check (type in ('png', 'jpeg', 'webp')),
  width integer not null check (width between 1 and 2000),
  height integer not null check (height between 1 and 2000),
  bytes bytea not null check (length(bytes) <= 10240)
);
create index site_logo_by_hash on site_logo (hash);
