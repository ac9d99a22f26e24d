import { makeKey, makeSite } from "../../tests/support/command-line-key.ts";
import { numberAt } from "../../tests/support/json.ts";
import { directOrderWithout3ds } from "../../tests/support/orders.ts";
import type { World } from "../../tests/support/world.ts";

/**
 * A database of some age: orders of several sites over two years, more of them
 * lately, with the phases, settlements, brands, currencies, refunds and chargebacks
 * that a shop sees.
 *
 * Every row is a copy of one that the gateway wrote itself, with what differs
 * laid over it: so the generator need not know the columns that it does not
 * spread. It writes around the triggers, in blocks, from numbers and their
 * hashes only: the same count gives the same orders. The largest site is the
 * world's own.
 */
export async function generateOrders(world: World, count: number): Promise<GeneratedKeys> {
  const keys = await createSites(world);
  await takeTemplate(world);
  for (let first = 1; first <= count; first += blockSize) {
    const last = Math.min(count, first + blockSize - 1);
    for (const statement of [spread(first, last, count), orders, attempts, followUps]) {
      await world.sql(`begin; set local session_replication_role = replica; ${statement}; commit`);
    }
  }
  await world.sql("drop table template, spread; drop function part");
  await assertBalanced(world);
  // Otherwise autovacuum does it while the first figures are taken.
  for (const table of ["orders", "payment_attempt", "related_transaction"]) {
    await world.sql(`vacuum (analyze) ${table}`);
  }
  return keys;
}

export interface GeneratedKeys {
  /** Of the smallest site. */
  readonly few: string;
  /** Of the account that has all four sites. */
  readonly account: string;
}

const blockSize = 50_000;

async function createSites(world: World): Promise<GeneratedKeys> {
  await makeSite(world, "Second");
  await makeSite(world, "Third");
  const few = await makeSite(world, "Few");
  const accountId = numberAt((await world.api("GET", "/me")).body, "data", "account_id");
  const account = await makeKey(world, "key", "create", "--account", String(accountId));
  return { few, account };
}

/** A paid order with a refund, as the gateway writes them. */
async function takeTemplate(world: World): Promise<void> {
  const { status, text } = await world.api(
    "POST",
    "/orders",
    directOrderWithout3ds({ order_id: "template" }),
  );
  if (status !== 200) throw new Error(`the order to copy was not made: ${text}`);
  await world.api("POST", "/orders/template/refunds", { currency: "EUR", amount: 100 });
  await world.sql(`
    create function part(n bigint, seed bigint) returns bigint language sql immutable
      return abs(hashint8extended(n, seed) % 10000);
    create table template as
      select orders as order_row, payment_attempt as attempt_row, related_transaction as refund_row,
        orders.site_id, date_trunc('milliseconds', clock_timestamp()) as generated_at,
        (select last_value from transaction_number) + 1000 as first_number
      from orders
      join payment_attempt on payment_attempt.key = orders.current_attempt
      join related_transaction on related_transaction.order_key = orders.key
      where orders.order_id = 'template'`);
}

const paid = "('completed', 'shipped', 'refunded', 'partial_refunded', 'uncleared', 'chargedback')";

/** Whatever differs between orders, decided once. Parts are of ten thousand. */
const spread = (first: number, last: number, count: number): string => `
  drop table if exists spread;
  create table spread as
  select n, phase, settlement, brand, currency, amount, drawn.site_id, created_at, has_attempt, refunded, refund_state,
    'ord_' || md5('order ' || n) as key, 'att_' || md5('attempt ' || n) as attempt_key,
    md5('session ' || n) || 'abc' as session_token, first_number + 4 * n as number,
    least(created_at + interval '1 hour' * (part(n, 7) % 500), generated_at) as refunded_at
  from template, generate_series(${first}, ${last}) as n
  cross join lateral (select
    case when part(n, 1) < 7000 then template.site_id when part(n, 1) < 9000 then template.site_id + 1
      when part(n, 1) < 9990 then template.site_id + 2 else template.site_id + 3 end as site_id,
    case when part(n, 2) < 6500 then 'completed' when part(n, 2) < 8000 then 'shipped'
      when part(n, 2) < 8900 then 'declined' when part(n, 2) < 9400 then 'expired'
      when part(n, 2) < 9700 then 'refunded' when part(n, 2) < 9900 then 'partial_refunded'
      when part(n, 2) < 9960 then 'void' when part(n, 2) < 9997 then 'cancelled'
      when part(n, 2) < 9998 then 'authorized' when part(n, 2) < 9999 then 'chargedback'
      else 'uncleared' end as phase,
    case when part(n, 8) < 2 then 'uncleared' else 'completed' end as promised,
    case when part(n, 3) < 5500 then 'VISA' when part(n, 3) < 9000 then 'MASTERCARD'
      when part(n, 3) < 9998 then 'AMEX' else 'MAESTRO' end as brand,
    case when part(n, 4) < 9500 then 'EUR' when part(n, 4) < 9900 then 'GBP' else 'USD' end as currency,
    500 + part(n, 5) * 3 as amount,
    date_trunc('milliseconds', generated_at - interval '730 days' * (1 - sqrt(n::float8 / ${count}))) as created_at
  ) as drawn
  cross join lateral (select
    case when phase in ${paid} then promised else 'completed' end as settlement,
    phase not in ('expired', 'cancelled') or part(n, 6) < 3000 as has_attempt,
    case phase when 'refunded' then amount when 'partial_refunded' then amount / 3 else 0 end as refunded,
    case when phase in ('refunded', 'partial_refunded') then
        case when created_at > generated_at - interval '1 day' then 'reserved' else 'completed' end
      when phase = 'chargedback' then 'completed'
      when phase in ('completed', 'shipped') and part(n, 6) < 20 then 'void' end as refund_state
  ) as followed`;

const orders = `
  insert into orders select copy.* from spread, template,
  jsonb_populate_record(order_row, jsonb_build_object(
    'key', spread.key, 'site_id', spread.site_id, 'order_id', 'generated-' || n, 'transaction_id', number,
    'currency', currency, 'amount', amount, 'phase', phase, 'settlement', settlement,
    'session_token', session_token,
    'current_attempt', case when has_attempt then attempt_key end, 'payment_method', brand, 'amount_refunded', refunded,
    'amount_captured', case when phase in ${paid} then amount else 0 end,
    'completed_at', case when phase in ${paid} then created_at + interval '20 seconds' end,
    'created_at', created_at, 'modified_at', created_at + interval '20 seconds'
  )) as copy`;

const attempts = `
  insert into payment_attempt select copy.* from spread, template,
  jsonb_populate_record(attempt_row, jsonb_build_object(
    'key', attempt_key, 'order_key', spread.key, 'brand', brand, 'currency', currency, 'amount', amount,
    'state', case when phase in ${paid} or phase = 'authorized' then 'approved' else 'declined' end,
    'created_at', created_at, 'modified_at', created_at + interval '20 seconds'
  )) as copy
  where has_attempt`;

const followUps = `
  insert into related_transaction select copy.* from spread, template,
  jsonb_populate_record(refund_row, jsonb_build_object(
    'transaction_id', number + 2, 'site_id', spread.site_id, 'payment_method', brand,
    'order_key', spread.key, 'attempt_key', attempt_key, 'currency', currency,
    'type', case phase when 'chargedback' then 'chargeback' else 'refund' end,
    'dispute', case phase when 'chargedback' then jsonb_build_object(
      'reference', 'generated-' || n, 'status', 'closed', 'response_due_at', refunded_at,
      'reason_code', '10.4', 'reason_description', 'Fraud', 'excess', 0) end,
    'amount', case refunded when 0 then 100 else refunded end, 'state', refund_state,
    'stan', '000001', 'rrn', '000000000001', 'transmission_at', refunded_at,
    'created_at', refunded_at, 'modified_at', refunded_at + interval '1 day'
  )) as copy
  where refund_state is not null`;

/** The triggers did not look: the generator itself may not invent money. */
async function assertBalanced(world: World): Promise<void> {
  const wrong = await world.sql(`
    select orders.order_id from orders left join (
      select order_key, sum(amount) as amount from related_transaction
      where type = 'refund' and state in ('reserved', 'sent', 'completed') group by order_key
    ) as refunds on refunds.order_key = orders.key
    where orders.amount_refunded <> coalesce(refunds.amount, 0) limit 1`);
  if (wrong.length > 0) throw new Error(`refunds of ${String(wrong[0]?.["order_id"])} are not its sum`);
}
