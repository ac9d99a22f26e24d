-- The log of notifications can be read by the shop, and a delivery asked for again.
-- Locks: notification_attempt while its rows are rewritten.

alter table notification_attempt
  add column site_id bigint,
  -- The order's two statuses as the shop was told.
  add column order_status text not null default '',
  add column financial_status text not null default '',
  add column next_attempt_at timestamptz,
  -- What a shop answers may be about a person, and nobody reads it.
  drop column answer_start;
update notification_attempt set site_id = orders.site_id,
    -- A query may hold the shop's own secrets.
    url = regexp_replace(url, '[?#].*$', '')
  from orders where orders.key = notification_attempt.order_key;
alter table notification_attempt
  alter column site_id set not null,
  alter column order_status drop default,
  alter column financial_status drop default;
create index notification_attempt_by_site on notification_attempt (site_id, id);

-- How often an order was told again because somebody asked, within a quarter of an hour.
create table notification_resend (
  order_key text primary key references orders,
  since timestamptz not null,
  count integer not null check (count > 0)
);
