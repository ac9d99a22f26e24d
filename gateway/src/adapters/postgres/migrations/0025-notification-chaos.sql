-- How the sandbox spoils notifications on a shop developer's wish. Empty in live mode.

create table notification_chaos (
  site_id bigint not null references site,
  -- The shop's order id, which need not exist yet; empty for all orders of the site.
  order_id text not null,
  behaviour text not null,
  seconds integer not null check (seconds >= 0),
  primary key (site_id, order_id)
);

-- What a spoiled notification needs to know of its order.
create table notification_past (
  order_key text primary key references orders,
  -- When the shopper's browser was sent to the shop.
  left_at timestamptz,
  -- The state that was told last, as it was told.
  body text
);
