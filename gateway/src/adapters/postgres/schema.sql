-- The schema after all migrations, made from them by: npm run sluis -- schema

create type attempt_kind as enum (
  'sale',
  'authorization',
  'capture',
  'transfer'
);

create type attempt_state as enum (
  'starting',
  'awaiting',
  'preparing',
  'authenticating',
  'challenging',
  'authenticated',
  'sent',
  'reversing',
  'approved',
  'reversed',
  'declined',
  'abandoned',
  'redeemed'
);

create type entry_mode as enum (
  'ecommerce',
  'moto'
);

create type fraud_rules as enum (
  'off',
  'live-cards',
  'all'
);

create type ledger_account as enum (
  'receivable',
  'merchant',
  'reserve',
  'fees',
  'refunds',
  'chargebacks',
  'split',
  'payouts'
);

create type order_phase as enum (
  'open',
  'started',
  'completed',
  'authorized',
  'uncleared',
  'declined',
  'expired',
  'void',
  'cancelled',
  'shipped',
  'partial_refunded',
  'refunded',
  'chargedback'
);

create type order_type as enum (
  'redirect',
  'direct',
  'paymentlink',
  'checkout'
);

create type review_advice as enum (
  'void',
  'complete'
);

create type settlement as enum (
  'completed',
  'uncleared',
  'initialized'
);

create domain card_bin as text
  CHECK (length(VALUE) = 6);

create domain card_last4 as text
  CHECK (length(VALUE) = 4);

create domain currency_code as text
  CHECK (length(VALUE) = 3);

create domain entry_number as integer
  CHECK (VALUE >= 1);

create domain kept_status as smallint
  CHECK (VALUE >= 200 AND VALUE <= 499);

create domain order_version as integer
  CHECK (VALUE >= 1);

create domain session_token as text
  CHECK (length(VALUE) = 35);

create domain sha256_hash as bytea
  CHECK (length(VALUE) = 32);

create domain shop_order_id as text
  CHECK (length(VALUE) >= 1 AND length(VALUE) <= 50);

create domain transfer_amount as bigint
  CHECK (VALUE >= 1 AND VALUE <= '9007199254740991'::bigint);

create domain wire_amount as bigint
  CHECK (VALUE >= 0 AND VALUE <= '9007199254740991'::bigint);

create domain wire_id as bigint
  CHECK (VALUE >= 1 AND VALUE <= '9007199254740990'::bigint);

create sequence trace_number start 1 increment 1;

create sequence transaction_number start 100000001 increment 2;

create table api_key (
  fingerprint text not null,
  site_id bigint,
  key_id text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  account_id bigint,
  id bigint not null generated always as identity,
  name text not null default ''::text,
  is_read_only boolean not null default false,
  requires_signature boolean not null default false,
  last_used_at timestamp with time zone,
  retires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  replaces bigint,
  signs_from timestamp with time zone not null default clock_timestamp(),
  constraint api_key_id UNIQUE (id),
  constraint api_key_name_check CHECK (length(name) <= 100),
  constraint api_key_pkey PRIMARY KEY (fingerprint),
  constraint api_key_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint key_of_site_or_account CHECK ((site_id IS NULL) <> (account_id IS NULL)),
  constraint one_successor UNIQUE (replaces),
  constraint replaces_a_key FOREIGN KEY (replaces) REFERENCES api_key(id),
  constraint replaces_another CHECK (replaces <> id)
);

create table audit_checkpoint (
  number integer not null,
  "position" bigint not null,
  entry text not null,
  hash sha256_hash not null,
  signature bytea not null,
  constraint audit_checkpoint_number_check CHECK (number >= 1),
  constraint audit_checkpoint_pkey PRIMARY KEY (number)
);

create table audit_checkpoint_head (
  number integer not null,
  stream text not null,
  seq integer not null,
  hash sha256_hash not null,
  constraint audit_checkpoint_head_pkey PRIMARY KEY (number, stream)
);

create table audit_entry (
  stream text not null,
  seq entry_number not null,
  "position" bigint not null generated always as identity,
  at timestamp with time zone not null,
  actor text not null,
  event text not null,
  entry text not null,
  previous_hash sha256_hash not null,
  hash sha256_hash not null,
  constraint audit_entry_pkey PRIMARY KEY (stream, seq)
);

create table audit_head (
  stream text not null,
  seq integer not null,
  hash sha256_hash not null,
  constraint audit_head_pkey PRIMARY KEY (stream)
);

create table card_token (
  token text not null,
  account_id bigint not null,
  reference text not null,
  model text not null,
  card_fingerprint text not null,
  scheme_reference text,
  sealed_key_id text,
  sealed_card bytea,
  provisional_for text,
  recent_uses timestamp with time zone[] not null default '{}'::timestamp with time zone[],
  created_at timestamp with time zone not null,
  mandate jsonb,
  constraint card_or_account CHECK ((mandate IS NULL) = (sealed_card IS NOT NULL)),
  constraint card_token_account_id_reference_model_card_fingerprint_key UNIQUE (account_id, reference, model, card_fingerprint),
  constraint card_token_model_check CHECK (model = ANY (ARRAY['cardOnFile'::text, 'subscription'::text, 'unscheduled'::text])),
  constraint card_token_pkey PRIMARY KEY (token)
);

create table clock (
  id boolean not null default true,
  offset_ms bigint not null default 0,
  constraint clock_id_check CHECK (id),
  constraint clock_offset_ms_check CHECK (offset_ms >= 0),
  constraint clock_pkey PRIMARY KEY (id)
);

create table closed_day (
  ended_at timestamp with time zone not null,
  constraint closed_day_pkey PRIMARY KEY (ended_at)
);

create table closing_balance (
  site_id bigint not null,
  currency currency_code not null,
  ended_at timestamp with time zone not null,
  amount bigint not null,
  amount_uncleared bigint not null,
  payout_amount wire_amount not null,
  payout_transaction_id wire_id,
  constraint closing_balance_pkey PRIMARY KEY (site_id, ended_at, currency),
  constraint closing_balance_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint payout_has_number CHECK ((payout_amount::bigint > 0) = (payout_transaction_id IS NOT NULL))
);

create table data_key (
  id text not null,
  account_id bigint,
  version integer not null,
  is_root boolean not null default false,
  state text not null,
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint data_key_master_key_id_fkey FOREIGN KEY (master_key_id) REFERENCES master_key(id),
  constraint data_key_pkey PRIMARY KEY (id),
  constraint data_key_state_check CHECK (state = ANY (ARRAY['announced'::text, 'current'::text, 'past'::text])),
  constraint data_key_version_check CHECK (version > 0),
  constraint root_of_the_house CHECK (NOT is_root OR account_id IS NULL AND state = 'past'::text)
);

create table fee_rule (
  id bigint not null generated always as identity,
  site_id bigint not null,
  method text not null,
  currency currency_code,
  basis_points integer not null default 0,
  fixed wire_amount not null default 0,
  minimum wire_amount not null default 0,
  constraint fee_rule_basis_points_check CHECK (basis_points >= 0 AND basis_points <= 10000),
  constraint fee_rule_pkey PRIMARY KEY (id),
  constraint fee_rule_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint fee_rule_site_id_method_currency_key UNIQUE NULLS NOT DISTINCT (site_id, method, currency)
);

create table idempotency_key (
  name text not null,
  request text not null,
  holder text not null,
  held_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  is_made boolean not null default false,
  order_key text,
  transaction_id bigint,
  status kept_status,
  answer_key_id text,
  answer bytea,
  constraint answer_is_whole CHECK (num_nonnulls(status, answer_key_id, answer) = ANY (ARRAY[0, 3])),
  constraint effect_is_made CHECK (is_made OR num_nonnulls(order_key, transaction_id) = 0),
  constraint idempotency_key_pkey PRIMARY KEY (name)
);

create table job (
  id bigint not null generated always as identity,
  kind text not null,
  order_key text not null,
  run_at timestamp with time zone not null,
  tries integer not null default 0,
  revision integer not null default 1,
  claimed_by text,
  claimed_until timestamp with time zone,
  endpoint text,
  constraint job_pkey PRIMARY KEY (order_key, kind)
);

create table ledger_transfer (
  id bigint not null generated always as identity,
  site_id bigint not null,
  order_key text,
  currency currency_code not null,
  flow text not null,
  transaction_id wire_id not null,
  party text not null,
  debit ledger_account not null,
  credit ledger_account not null,
  amount transfer_amount not null,
  at timestamp with time zone not null,
  constraint from_one_to_another CHECK (debit <> credit),
  constraint ledger_transfer_pkey PRIMARY KEY (id)
);

create table mail_stop (
  site_id bigint not null,
  recipient_hash text not null,
  stopped_at timestamp with time zone not null,
  constraint mail_stop_pkey PRIMARY KEY (site_id, recipient_hash),
  constraint mail_stop_recipient_hash_check CHECK (recipient_hash ~ '^[0-9a-f]{64}$'::text),
  constraint mail_stop_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
);

create table master_key (
  id text not null,
  check_value text not null,
  since timestamp with time zone not null default clock_timestamp(),
  replaced_at timestamp with time zone,
  constraint master_key_check_value_check CHECK (check_value ~ '^[0-9a-f]{64}$'::text),
  constraint master_key_id_check CHECK (id ~ '^[0-9a-f]{8}$'::text),
  constraint master_key_pkey PRIMARY KEY (id)
);

create table migration (
  number integer not null,
  name text not null,
  at timestamp with time zone not null default clock_timestamp(),
  constraint migration_pkey PRIMARY KEY (number)
);

create table notification_attempt (
  id bigint not null generated always as identity,
  order_key text not null,
  order_version integer not null,
  number integer not null,
  method text not null,
  url text not null,
  sent_at timestamp with time zone not null,
  status integer,
  outcome text not null,
  duration_ms integer not null,
  site_id bigint not null,
  order_status text not null,
  financial_status text not null,
  next_attempt_at timestamp with time zone,
  constraint notification_attempt_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint notification_attempt_pkey PRIMARY KEY (id)
);

create table notification_chaos (
  site_id bigint not null,
  order_id text not null,
  behaviour text not null,
  seconds integer not null,
  constraint notification_chaos_pkey PRIMARY KEY (site_id, order_id),
  constraint notification_chaos_seconds_check CHECK (seconds >= 0),
  constraint notification_chaos_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
);

create table notification_endpoint (
  name text not null,
  failures integer not null,
  open_until timestamp with time zone,
  constraint notification_endpoint_failures_check CHECK (failures > 0),
  constraint notification_endpoint_pkey PRIMARY KEY (name)
);

create table notification_past (
  order_key text not null,
  left_at timestamp with time zone,
  body text,
  constraint notification_past_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint notification_past_pkey PRIMARY KEY (order_key)
);

create table notification_resend (
  order_key text not null,
  since timestamp with time zone not null,
  count integer not null,
  constraint notification_resend_count_check CHECK (count > 0),
  constraint notification_resend_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint notification_resend_pkey PRIMARY KEY (order_key)
);

create table order_file (
  id bigint not null generated always as identity,
  order_key text not null,
  type text not null,
  name text not null,
  description text not null,
  size integer not null,
  fingerprint text not null,
  key_id text not null,
  sealed bytea not null,
  created_at timestamp with time zone not null,
  constraint order_file_order_key_fingerprint_key UNIQUE (order_key, fingerprint),
  constraint order_file_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint order_file_pkey PRIMARY KEY (id),
  constraint order_file_size_check CHECK (size > 0),
  constraint order_file_type_check CHECK (type = ANY (ARRAY['PDF'::text, 'JPEG'::text, 'PNG'::text]))
);

create table order_history (
  order_key text not null,
  version integer not null,
  phase order_phase not null,
  transaction_id bigint not null,
  reason text,
  reason_code text,
  at timestamp with time zone not null,
  constraint order_history_pkey PRIMARY KEY (order_key, version)
);

create table order_transition (
  from_phase order_phase not null,
  to_phase order_phase not null,
  constraint order_transition_pkey PRIMARY KEY (from_phase, to_phase)
);

create table orders (
  key text not null,
  site_id bigint not null,
  order_id shop_order_id not null,
  transaction_id wire_id not null,
  type order_type not null,
  gateway text,
  currency currency_code not null,
  amount wire_amount not null,
  amount_refunded wire_amount not null default 0,
  phase order_phase not null,
  reason text,
  reason_code text,
  details json not null,
  request_hash text not null,
  session_token session_token not null,
  session_expires_at timestamp with time zone not null,
  current_attempt text,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  version order_version not null,
  amount_captured wire_amount not null default 0,
  shipped_at timestamp with time zone,
  fulfilment json not null default '{}'::json,
  settlement settlement not null default 'completed'::settlement,
  fee jsonb,
  payment_method text,
  coupons jsonb,
  retries smallint not null default 0,
  may_retry boolean not null default false,
  audit_seq integer not null default 0,
  audit_hash sha256_hash not null default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea,
  constraint never_more_refunded_than_captured CHECK (amount_refunded::bigint <= amount_captured::bigint AND amount_captured::bigint <= amount::bigint),
  constraint orders_check CHECK (amount_refunded::bigint <= amount::bigint),
  constraint orders_pkey PRIMARY KEY (key),
  constraint orders_session_token_key UNIQUE (session_token),
  constraint orders_site_id_order_id_key UNIQUE (site_id, order_id),
  constraint orders_transaction_id_key UNIQUE (transaction_id),
  constraint retry_follows_an_unpaid_end CHECK (NOT may_retry OR (phase = ANY (ARRAY['declined'::order_phase, 'expired'::order_phase, 'void'::order_phase]))),
  constraint started_has_attempt CHECK (phase <> 'started'::order_phase OR current_attempt IS NOT NULL),
  constraint twenty_tries_at_most CHECK (retries >= 0 AND retries <= 19)
);

create table payment_attempt (
  key text not null,
  order_key text not null,
  state attempt_state not null,
  currency currency_code not null,
  amount wire_amount not null,
  kind attempt_kind not null,
  entry_mode entry_mode,
  brand text not null,
  bin card_bin,
  last4 card_last4,
  expiry text,
  holder_name text,
  card_fingerprint text,
  authentication jsonb,
  stan text,
  rrn text,
  transmission_at timestamp with time zone,
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
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  provider jsonb,
  provider_payment_id text,
  stored_credential jsonb,
  token text,
  risk jsonb,
  cobrand text,
  constraint card_erased_at_the_end CHECK (sealed_card IS NULL OR state < 'sent'::attempt_state),
  constraint card_or_provider CHECK ((provider IS NULL) = (card_fingerprint IS NOT NULL)),
  constraint cobrand_of_a_card CHECK (cobrand IS NULL OR brand = 'VISA'::text AND (cobrand = ANY (ARRAY['CARTES_BANCAIRES'::text, 'DANKORT'::text, 'POSTEPAY'::text]))) NOT VALID,
  constraint payment_attempt_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key) DEFERRABLE INITIALLY DEFERRED,
  constraint payment_attempt_pkey PRIMARY KEY (key),
  constraint sent_has_reference CHECK (state < 'sent'::attempt_state OR state > 'reversed'::attempt_state OR provider IS NOT NULL OR stan IS NOT NULL AND rrn IS NOT NULL)
);

create table phase_status (
  phase order_phase not null,
  status text not null,
  financial_status text,
  constraint phase_status_pkey PRIMARY KEY (phase)
);

create unlogged table rate_limit (
  bucket text not null,
  used integer not null,
  ends_at timestamp with time zone not null,
  constraint rate_limit_pkey PRIMARY KEY (bucket),
  constraint rate_limit_used_check CHECK (used > 0)
);

create table related_transaction (
  transaction_id wire_id not null,
  order_key text not null,
  attempt_key text not null,
  type text not null,
  state text not null,
  currency currency_code not null,
  amount wire_amount not null,
  description text not null,
  given_order_id text,
  child_order text,
  stan text,
  rrn text,
  transmission_at timestamp with time zone,
  kept jsonb not null,
  cart_before jsonb,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  dispute jsonb,
  site_id bigint not null,
  payment_method text not null,
  constraint chargeback_has_dispute CHECK ((dispute IS NOT NULL) = (type = ANY (ARRAY['chargeback'::text, 'reverse-chargeback'::text]))),
  constraint related_transaction_attempt_key_fkey FOREIGN KEY (attempt_key) REFERENCES payment_attempt(key),
  constraint related_transaction_child_order_fkey FOREIGN KEY (child_order) REFERENCES orders(key),
  constraint related_transaction_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint related_transaction_pkey PRIMARY KEY (transaction_id),
  constraint related_transaction_state_check CHECK (state = ANY (ARRAY['reserved'::text, 'sent'::text, 'completed'::text, 'declined'::text, 'void'::text])),
  constraint related_transaction_type_check CHECK (type = ANY (ARRAY['refund'::text, 'capture'::text, 'auth-cancellation'::text, 'chargeback'::text, 'reverse-chargeback'::text])),
  constraint sent_has_reference CHECK ((state = ANY (ARRAY['reserved'::text, 'void'::text])) OR dispute IS NOT NULL OR stan IS NOT NULL AND rrn IS NOT NULL)
);

create table retired_session (
  token text not null,
  order_key text not null,
  retired_at timestamp with time zone not null,
  constraint retired_session_order_key_fkey FOREIGN KEY (order_key) REFERENCES orders(key),
  constraint retired_session_pkey PRIMARY KEY (token)
);

create table site (
  id bigint not null generated always as identity,
  account_id bigint not null,
  name text not null,
  notification_url text,
  card_fields_as_strings boolean not null default false,
  mcc text not null,
  terminal_id text not null,
  acceptor_id text not null,
  city text not null,
  country text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  refuses_same_refund boolean not null default true,
  methods text[],
  fraud_rules fraud_rules not null default 'live-cards'::fraud_rules,
  url text,
  price_from wire_amount,
  price_till wire_amount,
  support_email text,
  support_phone text,
  brand_colour text,
  logo_hosts text[] not null default '{}'::text[],
  frame_hosts text[] not null default '{}'::text[],
  receipts boolean not null default false,
  constraint prices_in_order CHECK (price_from::bigint <= price_till::bigint),
  constraint site_acceptor_id_check CHECK (length(acceptor_id) <= 15),
  constraint site_brand_colour_check CHECK (brand_colour ~ '^#[0-9a-f]{6}$'::text),
  constraint site_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint site_frame_hosts_check CHECK (are_hosts(frame_hosts)),
  constraint site_logo_hosts_check CHECK (are_hosts(logo_hosts)),
  constraint site_mcc_check CHECK (mcc ~ '^[0-9]{4}$'::text),
  constraint site_pkey PRIMARY KEY (id),
  constraint site_terminal_id_check CHECK (length(terminal_id) <= 8)
);

create table site_logo (
  site_id bigint not null,
  hash text not null,
  type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  constraint site_logo_bytes_check CHECK (length(bytes) <= 10240),
  constraint site_logo_hash_check CHECK (hash ~ '^[0-9a-f]{32}$'::text),
  constraint site_logo_height_check CHECK (height >= 1 AND height <= 2000),
  constraint site_logo_pkey PRIMARY KEY (site_id),
  constraint site_logo_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint site_logo_type_check CHECK (type = ANY (ARRAY['png'::text, 'jpeg'::text, 'webp'::text])),
  constraint site_logo_width_check CHECK (width >= 1 AND width <= 2000)
);

create unlogged table used_signature (
  signature bytea not null,
  idempotency_key bytea,
  ends_at timestamp with time zone not null,
  constraint used_signature_idempotency_key_check CHECK (length(idempotency_key) = 32),
  constraint used_signature_pkey PRIMARY KEY (signature),
  constraint used_signature_signature_check CHECK (length(signature) = 32)
);

create table velocity_record (
  attempt_key text not null,
  at timestamp with time zone not null,
  card_fingerprint text not null,
  email_fingerprint text,
  address_fingerprint text,
  constraint velocity_record_pkey PRIMARY KEY (attempt_key)
);

CREATE INDEX api_key_by_site ON api_key USING btree (site_id, signs_from DESC);

CREATE INDEX audit_entry_by_position ON audit_entry USING brin ("position") WITH (pages_per_range='16');

CREATE INDEX card_token_by_review ON card_token USING btree (provisional_for) WHERE provisional_for IS NOT NULL;

CREATE UNIQUE INDEX one_announced_key ON data_key USING btree (COALESCE(account_id, 0::bigint)) WHERE state = 'announced'::text;

CREATE UNIQUE INDEX one_current_key ON data_key USING btree (COALESCE(account_id, 0::bigint)) WHERE state = 'current'::text;

CREATE UNIQUE INDEX one_root_key ON data_key USING btree ((true)) WHERE is_root;

CREATE UNIQUE INDEX one_version ON data_key USING btree (COALESCE(account_id, 0::bigint), version) WHERE NOT is_root;

CREATE INDEX idempotency_key_expires_at ON idempotency_key USING btree (expires_at);

CREATE INDEX job_by_endpoint ON job USING btree (endpoint, run_at, id) WHERE endpoint IS NOT NULL;

CREATE INDEX job_by_time ON job USING btree (run_at, id) WHERE endpoint IS NULL;

CREATE UNIQUE INDEX one_master_key ON master_key USING btree ((true)) WHERE replaced_at IS NULL;

CREATE INDEX notification_attempt_by_order ON notification_attempt USING btree (order_key, id);

CREATE INDEX notification_attempt_by_site ON notification_attempt USING btree (site_id, id);

CREATE INDEX checkouts_by_time ON orders USING btree (site_id, created_at, transaction_id) WHERE current_attempt IS NOT NULL AND type = 'checkout'::order_type;

CREATE INDEX orders_by_method ON orders USING btree (site_id, payment_method, created_at, transaction_id) WHERE current_attempt IS NOT NULL;

CREATE INDEX orders_by_status ON orders USING btree (site_id, phase, settlement, created_at, transaction_id) WHERE current_attempt IS NOT NULL;

CREATE INDEX orders_by_time ON orders USING btree (site_id, created_at, transaction_id) WHERE current_attempt IS NOT NULL;

CREATE INDEX ended_provider_payments ON payment_attempt USING btree (order_key) WHERE provider_payment_id IS NOT NULL AND (state = ANY (ARRAY['declined'::attempt_state, 'abandoned'::attempt_state]));

CREATE UNIQUE INDEX one_live_attempt ON payment_attempt USING btree (order_key) WHERE state <= 'approved'::attempt_state;

CREATE UNIQUE INDEX payment_attempt_by_results_hash ON payment_attempt USING btree (results_hash) WHERE results_hash IS NOT NULL;

CREATE INDEX payment_attempt_by_stan ON payment_attempt USING btree (stan) WHERE state = 'approved'::attempt_state;

CREATE UNIQUE INDEX payment_attempt_by_trans_id ON payment_attempt USING btree (three_ds_server_trans_id) WHERE three_ds_server_trans_id IS NOT NULL;

CREATE INDEX payment_attempt_sealed ON payment_attempt USING btree (key) WHERE sealed_card IS NOT NULL;

CREATE INDEX rate_limit_ends_at ON rate_limit USING btree (ends_at);

CREATE INDEX capture_by_stan ON related_transaction USING btree (stan) WHERE type = 'capture'::text AND state = 'completed'::text AND child_order IS NULL;

CREATE UNIQUE INDEX dispute_once ON related_transaction USING btree ((dispute ->> 'reference'::text), type) WHERE dispute IS NOT NULL;

CREATE INDEX follow_ups_by_method ON related_transaction USING btree (site_id, type, payment_method, created_at, transaction_id) WHERE type = ANY (ARRAY['refund'::text, 'chargeback'::text, 'reverse-chargeback'::text]);

CREATE INDEX follow_ups_by_state ON related_transaction USING btree (site_id, type, state, created_at, transaction_id) WHERE type = ANY (ARRAY['refund'::text, 'chargeback'::text, 'reverse-chargeback'::text]);

CREATE INDEX follow_ups_by_time ON related_transaction USING btree (site_id, type, created_at, transaction_id) WHERE type = ANY (ARRAY['refund'::text, 'chargeback'::text, 'reverse-chargeback'::text]);

CREATE UNIQUE INDEX one_capture_under_way ON related_transaction USING btree (order_key) WHERE (type = ANY (ARRAY['capture'::text, 'auth-cancellation'::text])) AND state = 'sent'::text;

CREATE INDEX related_transaction_by_order ON related_transaction USING btree (order_key, transaction_id);

CREATE INDEX site_by_account ON site USING btree (account_id, id);

CREATE INDEX site_logo_by_hash ON site_logo USING btree (hash);

CREATE INDEX used_signature_ends_at ON used_signature USING btree (ends_at);

CREATE INDEX velocity_by_address ON velocity_record USING btree (address_fingerprint, at DESC) WHERE address_fingerprint IS NOT NULL;

CREATE INDEX velocity_by_card ON velocity_record USING btree (card_fingerprint, at DESC);

CREATE INDEX velocity_by_email ON velocity_record USING btree (email_fingerprint, at DESC) WHERE email_fingerprint IS NOT NULL;

CREATE OR REPLACE FUNCTION public.are_hosts(hosts text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select cardinality(hosts) <= 10 and coalesce(bool_and(host ~ '^[a-z0-9.-]{4,253}$'), true) from unnest(hosts) as host
$function$;

CREATE OR REPLACE FUNCTION public.audit_boundary()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  set local lock_timeout = '2s';
  lock table audit_entry in share mode;
  return (select case when is_called then last_value else 0 end from audit_entry_position_seq);
end
$function$;

CREATE OR REPLACE FUNCTION public.chained_hash(previous_hash bytea, entry text)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select sha256(previous_hash || convert_to(entry, 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION public.guard_given_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  moved bigint;
  refunded bigint;
  charged_back bigint;
  excess bigint;
begin
  select orders.amount_captured - coalesce(sum(part.amount), 0), orders.amount_refunded into moved, refunded
  from orders
  left join related_transaction part on part.order_key = orders.key and part.attempt_key = orders.current_attempt
    and part.type = 'capture' and part.state = 'completed' and part.child_order is not null
  where orders.key = new.order_key
  group by orders.key;
  select coalesce(sum(sign * amount), 0), coalesce(sum(sign * (dispute ->> 'excess')::bigint), 0)
    into charged_back, excess
  from (
    select amount, dispute, case type when 'chargeback' then 1 else -1 end as sign
    from related_transaction where order_key = new.order_key and dispute is not null
  ) disputed;
  if charged_back < 0 or charged_back > moved or refunded + charged_back - excess > moved then
    raise exception 'order % moved %, gives back % and % (% in excess)',
      new.order_key, moved, refunded, charged_back, excess;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.guard_order_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.guard_redeemed_amount()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if redeemed_amount(new.coupons) + coalesce((
    select sum(amount) from payment_attempt where order_key = new.key and state <= 'approved'
  ), 0) > new.amount then
    raise exception 'order % is paid more than its amount with gift cards', new.key;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.guard_refunds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  refunded bigint;
  kept_sum bigint;
begin
  select coalesce(sum(amount), 0) into refunded from related_transaction
  where order_key = new.order_key and type = 'refund' and state in ('reserved', 'sent', 'completed');
  select amount_refunded into kept_sum from orders where key = new.order_key;
  if refunded <> kept_sum then
    raise exception 'refunds of order % are %, its sum says %', new.order_key, refunded, kept_sum;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.guard_retry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not old.may_retry or new.retries <> old.retries + 1 or new.type = 'direct'
    or old.session_expires_at <= new.modified_at or new.transaction_id = old.transaction_id
  then
    raise exception 'order % may not be tried again', old.key;
  end if;
  if exists (select from payment_attempt where order_key = new.key and state <= 'approved') then
    raise exception 'order % is tried again while its last payment is live', old.key;
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.name_site_and_method()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  select orders.site_id, payment_attempt.brand into new.site_id, new.payment_method
  from orders, payment_attempt
  where orders.key = new.order_key and payment_attempt.key = new.attempt_key;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.redeemed_amount(coupons jsonb)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(sum((coupon ->> 'amount')::bigint), 0)::bigint
  from jsonb_array_elements(coupons) as coupon where coupon ->> 'state' = 'redeemed'
$function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log is only added to';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_data_key_loss()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a data key is never deleted';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_ledger_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is only added to: what was wrong is transferred back';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_order_deletion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'orders are not deleted: attempts, jobs and history belong to them';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_site_deletion()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'site % is not deleted: orders belong to it', old.id;
end
$function$;

CREATE OR REPLACE FUNCTION public.require_idempotency_key(marked bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
begin
  if marked <> 1 then
    raise exception 'the idempotency key has another holder' using errcode = 'SK001';
  end if;
  return marked;
end $function$;

CREATE OR REPLACE FUNCTION public.return_coupons()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into job (kind, order_key, run_at) values ('return-coupons', new.key, new.modified_at)
  on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0;
  perform pg_notify('job_due', '');
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.send_receipt()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into job (kind, order_key, run_at)
  select 'send-receipt', new.key, new.modified_at from site where site.id = new.site_id and site.receipts
  on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0;
  if found then perform pg_notify('job_due', ''); end if;
  return null;
end
$function$;

CREATE TRIGGER refuse_audit_change BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER refuse_audit_change BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_checkpoint_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER refuse_audit_change BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER data_key_kept BEFORE DELETE OR TRUNCATE ON data_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_data_key_loss();

CREATE TRIGGER refuse_ledger_change BEFORE DELETE OR UPDATE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER refuse_ledger_truncation BEFORE TRUNCATE ON ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER guard_order_step BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION guard_order_step();

CREATE CONSTRAINT TRIGGER guard_redeemed_amount AFTER UPDATE ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.coupons IS NOT NULL) EXECUTE FUNCTION guard_redeemed_amount();

CREATE TRIGGER guard_retry BEFORE UPDATE ON orders FOR EACH ROW WHEN (new.phase = 'open'::order_phase AND (old.phase = ANY (ARRAY['declined'::order_phase, 'expired'::order_phase, 'void'::order_phase, 'cancelled'::order_phase])) AND new.session_token::text = old.session_token::text) EXECUTE FUNCTION guard_retry();

CREATE TRIGGER refuse_order_deletion BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION refuse_order_deletion();

CREATE TRIGGER return_coupons AFTER UPDATE ON orders FOR EACH ROW WHEN (new.coupons IS NOT NULL AND new.phase <> old.phase AND (new.phase = ANY (ARRAY['declined'::order_phase, 'expired'::order_phase, 'void'::order_phase, 'cancelled'::order_phase]))) EXECUTE FUNCTION return_coupons();

CREATE TRIGGER send_receipt AFTER UPDATE ON orders FOR EACH ROW WHEN (new.phase = 'completed'::order_phase AND (old.phase = ANY (ARRAY['started'::order_phase, 'uncleared'::order_phase, 'authorized'::order_phase])) AND new.settlement <> 'uncleared'::settlement) EXECUTE FUNCTION send_receipt();

CREATE CONSTRAINT TRIGGER guard_given_back AFTER INSERT OR UPDATE ON related_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.type = ANY (ARRAY['refund'::text, 'chargeback'::text, 'reverse-chargeback'::text])) EXECUTE FUNCTION guard_given_back();

CREATE CONSTRAINT TRIGGER guard_refunds AFTER INSERT OR UPDATE ON related_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.type = 'refund'::text) EXECUTE FUNCTION guard_refunds();

CREATE TRIGGER name_site_and_method BEFORE INSERT ON related_transaction FOR EACH ROW EXECUTE FUNCTION name_site_and_method();

CREATE TRIGGER refuse_site_deletion BEFORE DELETE ON site FOR EACH ROW EXECUTE FUNCTION refuse_site_deletion();

comment on sequence public.transaction_number is 'transaction ids; the number after each is its fee line in costs';

comment on column public.payment_attempt.brand is 'brand of the card, or gateway id of the provider''s method';

comment on column public.payment_attempt.cobrand is 'the national brand of a co-badged card, where the shopper chose it; null: the brand of the number';

comment on column public.site.methods is 'gateway ids the shop offers; null: all';
