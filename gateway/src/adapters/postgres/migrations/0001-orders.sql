-- The walking skeleton's books: sites and keys, orders, attempts to pay, jobs, notifications, the clock.
-- Locks: creates tables only; nothing that exists is touched.

create sequence transaction_number start 100000001 increment 2;
comment on sequence transaction_number is 'transaction ids; the number after each is its fee line in costs';
create sequence trace_number;

create table site (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  name text not null,
  notification_url text,
  card_fields_as_strings boolean not null default false,
  mcc text not null check (mcc ~ '^[0-9]{4}$'),
  terminal_id text not null check (length(terminal_id) <= 8),
  acceptor_id text not null check (length(acceptor_id) <= 15),
  city text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null default clock_timestamp()
);

create table api_key (
  fingerprint text primary key,
  site_id bigint not null references site,
  key_id text not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp()
);
create index api_key_by_site on api_key (site_id, created_at desc);

create function refuse_site_deletion() returns trigger language plpgsql as $$
begin
  raise exception 'site % is not deleted: orders belong to it', old.id;
end
$$;
create trigger refuse_site_deletion before delete on site for each row execute function refuse_site_deletion();

-- Closed sets are enums and simple limits are domains. A check constraint of a table is parsed anew by every
-- statement that writes the table, so there are only those that compare columns, and these are short
-- (docs/decisions/0004-hot-paths.md).
create type order_type as enum ('redirect', 'direct', 'paymentlink');
create type order_phase as enum (
  'open', 'started', 'completed', 'authorized', 'uncleared', 'declined', 'expired', 'void', 'cancelled',
  'shipped', 'partial_refunded', 'refunded'
);
-- The order of the states says more than their names: before 'sent' card data may be held, up to 'approved' the
-- attempt is live, and from 'sent' to 'reversed' the authorization has left. New states keep that true.
create type attempt_state as enum (
  'preparing', 'authenticating', 'challenging', 'authenticated', 'sent',
  'reversing', 'approved', 'reversed', 'declined', 'abandoned'
);
create type attempt_kind as enum ('sale', 'authorization', 'capture');
create type entry_mode as enum ('ecommerce', 'moto');
create type review_advice as enum ('void', 'complete');
create domain shop_order_id as text check (length(value) between 1 and 50);
create domain session_token as text check (length(value) = 35);
create domain currency_code as text check (length(value) = 3);
-- Whatever is a number on the wire fits a JavaScript number: 2^53 - 1.
create domain wire_amount as bigint check (value between 0 and 9007199254740991);
create domain wire_id as bigint check (value between 1 and 9007199254740990);
create domain order_version as integer check (value >= 1);
create domain card_bin as text check (length(value) = 6);
create domain card_last4 as text check (length(value) = 4);

-- The table of domain/order/phase.ts: the database refuses a step that is not in it.
create table order_transition (
  from_phase order_phase not null,
  to_phase order_phase not null,
  primary key (from_phase, to_phase)
);
insert into order_transition values
  ('open', 'open'), ('open', 'started'), ('open', 'cancelled'), ('open', 'expired'),
  ('started', 'completed'), ('started', 'authorized'), ('started', 'uncleared'),
  ('started', 'declined'), ('started', 'expired'),
  ('uncleared', 'completed'), ('uncleared', 'void'),
  ('declined', 'open'), ('expired', 'open'), ('void', 'open'), ('cancelled', 'open');

-- What a phase is called on the wire: for reports, orders do not repeat it.
create table phase_status (
  phase order_phase primary key,
  status text not null,
  financial_status text not null
);
insert into phase_status values
  ('open', 'initialized', 'initialized'),
  ('started', 'initialized', 'initialized'),
  ('completed', 'completed', 'completed'),
  ('authorized', 'completed', 'initialized'),
  ('uncleared', 'uncleared', 'uncleared'),
  ('declined', 'declined', 'declined'),
  ('expired', 'expired', 'expired'),
  ('void', 'void', 'void'),
  ('cancelled', 'cancelled', 'cancelled'),
  ('shipped', 'shipped', 'completed'),
  ('partial_refunded', 'partial_refunded', 'completed'),
  ('refunded', 'refunded', 'completed');

create table orders (
  key text primary key,
  -- No foreign key: every insert would lock the one row of its site, and concurrent inserts then pay for a
  -- multixact each (17 % of the throughput of creating orders at 32 connections). Sites are never deleted;
  -- the trigger on site holds that.
  site_id bigint not null,
  order_id shop_order_id not null,
  transaction_id wire_id not null unique,
  type order_type not null,
  gateway text,
  currency currency_code not null,
  amount wire_amount not null,
  amount_refunded wire_amount not null default 0 check (amount_refunded <= amount),
  phase order_phase not null,
  reason text,
  reason_code text,
  -- Written and read as a whole: json keeps the text, where jsonb would be taken apart and put together again.
  details json not null,
  request_hash text not null,
  session_token session_token not null unique,
  session_expires_at timestamptz not null,
  current_attempt text,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  completed_at timestamptz,
  version order_version not null,
  unique (site_id, order_id),
  constraint started_has_attempt check (phase <> 'started' or current_attempt is not null)
);

create table order_history (
  -- No foreign key: only the trigger on orders writes here, and orders are never deleted.
  order_key text not null,
  version integer not null,
  phase order_phase not null,
  transaction_id bigint not null,
  reason text,
  reason_code text,
  at timestamptz not null,
  primary key (order_key, version)
);

-- One trigger keeps the table of steps and the history: whoever changes an order cannot forget either.
create function guard_order_step() returns trigger language plpgsql as $$
begin
  if new.key <> old.key then
    raise exception 'order % is not renamed: attempts and jobs belong to it', old.key;
  end if;
  if new.version = old.version then
    if new.phase <> old.phase then
      raise exception 'order % changes phase without a new version', old.key;
    end if;
    return new;
  end if;
  if new.version <> old.version + 1 then
    raise exception 'order % jumps from version % to %', old.key, old.version, new.version;
  end if;
  if not exists (
    select from order_transition where from_phase = old.phase and to_phase = new.phase
  ) then
    raise exception 'order % may not go from % to %', old.key, old.phase, new.phase;
  end if;
  insert into order_history (order_key, version, phase, transaction_id, reason, reason_code, at)
  values (new.key, new.version, new.phase, new.transaction_id, new.reason, new.reason_code, new.modified_at);
  return new;
end
$$;
create trigger guard_order_step before update on orders for each row execute function guard_order_step();

create function refuse_order_deletion() returns trigger language plpgsql as $$
begin
  raise exception 'orders are not deleted: attempts, jobs and history belong to them';
end
$$;
create trigger refuse_order_deletion before delete on orders for each row execute function refuse_order_deletion();

-- Payment pages of a re-posted order: the old address goes on leading to it.
create table retired_session (
  token text primary key,
  order_key text not null references orders,
  retired_at timestamptz not null
);

create table payment_attempt (
  key text primary key,
  order_key text not null references orders deferrable initially deferred,
  state attempt_state not null,
  currency currency_code not null,
  amount wire_amount not null,
  kind attempt_kind not null,
  entry_mode entry_mode not null,
  brand text not null,
  bin card_bin not null,
  last4 card_last4 not null,
  expiry text not null,
  holder_name text,
  card_fingerprint text not null,
  authentication jsonb,
  stan text,
  rrn text,
  transmission_at timestamptz,
  authorization_code text,
  response_code text,
  cvc_result text,
  scheme_reference text,
  review_advice review_advice,
  external_transaction_id text not null,
  three_ds_server_trans_id text,
  results_hash text,
  sealed_key_id text,
  sealed_card bytea,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  -- PCI DSS 3.3: card data is gone in the very transaction after which the authorization leaves, or nothing does.
  constraint card_erased_at_the_end check (sealed_card is null or state < 'sent'),
  constraint sent_has_reference check (
    state < 'sent' or state > 'reversed' or (stan is not null and rrn is not null)
  )
);
-- Attempts without 3-D Secure have neither and are not in the indexes.
create unique index payment_attempt_by_trans_id on payment_attempt (three_ds_server_trans_id)
  where three_ds_server_trans_id is not null;
create unique index payment_attempt_by_results_hash on payment_attempt (results_hash)
  where results_hash is not null;
-- Two tries to pay one order never run at once, and no order is paid twice.
create unique index one_live_attempt on payment_attempt (order_key) where state <= 'approved';

create table job (
  -- Tells a job from an earlier one of the same kind for the same order.
  id bigint generated always as identity,
  kind text not null,
  -- No foreign key: it would be checked for every order, and orders are never deleted.
  order_key text not null,
  run_at timestamptz not null,
  tries integer not null default 0,
  -- Raised whenever somebody asks for the job again; who finishes an older revision leaves it standing.
  revision integer not null default 1,
  claimed_by text,
  -- Real time, not the steerable clock: a dead process is a fact of the real world.
  claimed_until timestamptz,
  primary key (order_key, kind)
);
create index job_by_time on job (run_at, id);

create table notification_attempt (
  id bigint generated always as identity primary key,
  order_key text not null references orders,
  order_version integer not null,
  number integer not null,
  method text not null,
  url text not null,
  sent_at timestamptz not null,
  status integer,
  outcome text not null,
  answer_start text not null,
  duration_ms integer not null
);
create index notification_attempt_by_order on notification_attempt (order_key, id);

-- How far the sandbox's clock is ahead of the real one. Never goes back.
create table clock (
  id boolean primary key default true check (id),
  offset_ms bigint not null default 0 check (offset_ms >= 0)
);
insert into clock default values;
