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

-- The table of domain/order/phase.ts: the database refuses a step that is not in it.
create table order_transition (
  from_phase text not null,
  to_phase text not null,
  primary key (from_phase, to_phase)
);
insert into order_transition values
  ('open', 'open'), ('open', 'started'), ('open', 'cancelled'), ('open', 'expired'),
  ('started', 'completed'), ('started', 'authorized'), ('started', 'uncleared'),
  ('started', 'declined'), ('started', 'expired'),
  ('uncleared', 'completed'), ('uncleared', 'void'),
  ('declined', 'open'), ('expired', 'open'), ('void', 'open'), ('cancelled', 'open');

create table orders (
  key text primary key,
  -- No foreign key: every insert would lock the one row of its site, and concurrent inserts then pay for a
  -- multixact each (17 % of the throughput of creating orders at 32 connections). Sites are never deleted;
  -- the trigger on site holds that.
  site_id bigint not null,
  order_id text not null check (length(order_id) between 1 and 50),
  transaction_id bigint not null unique check (transaction_id between 1 and 9007199254740990),
  type text not null check (type in ('redirect', 'direct', 'paymentlink')),
  gateway text,
  currency text not null check (length(currency) = 3),
  amount bigint not null check (amount between 0 and 9007199254740991),
  amount_refunded bigint not null default 0 check (amount_refunded between 0 and amount),
  phase text not null,
  status text not null,
  financial_status text not null,
  reason text,
  reason_code text,
  details jsonb not null,
  request_hash text not null,
  session_token text not null unique check (length(session_token) = 35),
  session_expires_at timestamptz not null,
  current_attempt text,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  completed_at timestamptz,
  version integer not null check (version >= 1),
  unique (site_id, order_id),
  constraint statuses_fit_phase check (
    (phase, status, financial_status) in (
      ('open', 'initialized', 'initialized'),
      ('started', 'initialized', 'initialized'),
      ('completed', 'completed', 'completed'),
      ('authorized', 'completed', 'initialized'),
      ('uncleared', 'uncleared', 'uncleared'),
      ('declined', 'declined', 'declined'),
      ('expired', 'expired', 'expired'),
      ('void', 'void', 'void'),
      ('cancelled', 'cancelled', 'cancelled')
    )
  ),
  constraint started_has_attempt check (phase <> 'started' or current_attempt is not null)
);

create table order_history (
  order_key text not null references orders deferrable initially deferred,
  version integer not null,
  phase text not null,
  transaction_id bigint not null,
  reason text,
  reason_code text,
  at timestamptz not null,
  primary key (order_key, version)
);

-- One trigger keeps the table of steps and the history: whoever changes an order cannot forget either.
create function guard_order_step() returns trigger language plpgsql as $$
begin
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

-- Payment pages of a re-posted order: the old address goes on leading to it.
create table retired_session (
  token text primary key,
  order_key text not null references orders,
  retired_at timestamptz not null
);

create table payment_attempt (
  key text primary key,
  order_key text not null references orders deferrable initially deferred,
  state text not null check (state in (
    'preparing', 'authenticating', 'challenging', 'authenticated', 'sent',
    'reversing', 'approved', 'declined', 'reversed', 'abandoned'
  )),
  currency text not null,
  amount bigint not null check (amount >= 0),
  kind text not null check (kind in ('sale', 'authorization')),
  entry_mode text not null check (entry_mode in ('ecommerce', 'moto')),
  brand text not null,
  bin text not null check (length(bin) = 6),
  last4 text not null check (length(last4) = 4),
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
  review_advice text check (review_advice in ('void', 'complete')),
  external_transaction_id text not null,
  three_ds_server_trans_id text unique,
  results_hash text unique,
  sealed_key_id text,
  sealed_card bytea,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  -- PCI DSS 3.3: card data is gone in the very transaction that records the outcome.
  constraint card_erased_at_the_end check (
    sealed_card is null
    or state in ('preparing', 'authenticating', 'challenging', 'authenticated', 'sent')
  ),
  constraint sent_has_reference check (
    state not in ('sent', 'reversing', 'approved', 'reversed') or (stan is not null and rrn is not null)
  )
);
create index payment_attempt_by_order on payment_attempt (order_key);
create index payment_attempt_by_card on payment_attempt (card_fingerprint, created_at);
-- Two tries to pay one order never run at once, and no order is paid twice.
create unique index one_live_attempt on payment_attempt (order_key)
  where state in ('preparing', 'authenticating', 'challenging', 'authenticated', 'sent', 'reversing', 'approved');

create table job (
  id bigint generated always as identity primary key,
  kind text not null,
  order_key text not null references orders deferrable initially deferred,
  run_at timestamptz not null,
  tries integer not null default 0,
  -- Raised whenever somebody asks for the job again; who finishes an older revision leaves it standing.
  revision integer not null default 1,
  claimed_by text,
  -- Real time, not the steerable clock: a dead process is a fact of the real world.
  claimed_until timestamptz,
  unique (order_key, kind)
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
