import type pg from "pg";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import type { Change } from "#ports/store.ts";
import { attemptJson, orderJson } from "./order-rows.ts";
import { toIso } from "#domain/time.ts";

/**
 * A change is one statement: order, attempt, jobs and retired session in common
 * table expressions. So it costs one round trip and is atomic even outside an
 * explicit transaction. The foreign keys between its parts are deferred, since
 * the parts of one statement have no order.
 */
const orderColumns = [
  "order_id",
  "transaction_id",
  "type",
  "gateway",
  "currency",
  "amount",
  "amount_refunded",
  "phase",
  "status",
  "financial_status",
  "reason",
  "reason_code",
  "details",
  "request_hash",
  "session_token",
  "session_expires_at",
  "current_attempt",
  "created_at",
  "modified_at",
  "completed_at",
  "version",
];

const attemptColumns = [
  "state",
  "authentication",
  "stan",
  "rrn",
  "transmission_at",
  "authorization_code",
  "response_code",
  "cvc_result",
  "scheme_reference",
  "review_advice",
  "three_ds_server_trans_id",
  "modified_at",
];

const assignments = (columns: readonly string[], source: string): string =>
  columns.map((column) => `${column} = ${source}.${column}`).join(", ");

const insertOrder = `saved as (
  insert into orders select * from jsonb_populate_record(null::orders, $1::jsonb)
  on conflict (site_id, order_id) do nothing
  returning key
)`;

const updateOrder = `saved as (
  update orders set ${assignments(orderColumns, "given")}
  from jsonb_populate_record(null::orders, $1::jsonb) given
  where orders.key = given.key
  returning orders.key
)`;

/**
 * The order is locked first and the attempt second, as everywhere; `for update`
 * looks again at rows that somebody changed while we waited, so both conditions
 * hold for the newest state. The joins keep the planner from turning the order round.
 */
const lockUnchanged = `locked_order as (
  select key from orders
  where key = ($1::jsonb ->> 'key') and version = $9 and current_attempt = ($2::jsonb ->> 'key')
  for update
),
locked as (
  select locked_order.key from locked_order
  join payment_attempt on payment_attempt.order_key = locked_order.key
    and payment_attempt.key = ($2::jsonb ->> 'key')
  where payment_attempt.state = $10
  for update of payment_attempt
)`;

const updateUnchanged = `${lockUnchanged},
saved as (
  update orders set ${assignments(orderColumns, "given")}
  from jsonb_populate_record(null::orders, $1::jsonb) given, locked
  where orders.key = given.key and locked.key = given.key
  returning orders.key
)`;

const upsertAttempt = `tried as (
  insert into payment_attempt
  select given.* from jsonb_populate_record(null::payment_attempt, $2::jsonb) given, saved
  on conflict (key) do update set ${assignments(attemptColumns, "excluded")},
    results_hash = coalesce(excluded.results_hash, payment_attempt.results_hash),
    sealed_key_id = case when $3 then payment_attempt.sealed_key_id else excluded.sealed_key_id end,
    sealed_card = case when $3 then payment_attempt.sealed_card else excluded.sealed_card end
)`;

const noAttempt = `tried as (select $2::text, $3::boolean)`;

const enqueue = `queued as (
  insert into job (kind, order_key, run_at)
  select wanted.kind, saved.key, wanted.run_at
  from saved, unnest($4::text[], $5::timestamptz[]) as wanted (kind, run_at)
  on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0
)`;

const dropJobs = `dropped as (
  delete from job using saved where job.order_key = saved.key and job.kind = any($6::text[])
)`;

const retireToken = `retired as (
  insert into retired_session (token, order_key, retired_at)
  select $7, saved.key, clock_timestamp() from saved where $7::text is not null
)`;

/** The channel on which every process hears that a job is due now. */
export const jobChannel = "job_due";

const statement = (order: string, attempt: string): string =>
  `with ${[order, attempt, enqueue, dropJobs, retireToken].join(",\n")}
   select key, case when $8 then pg_notify('${jobChannel}', '')::text end from saved`;

const statements = {
  "insert-order": statement(insertOrder, noAttempt),
  "insert-order-attempt": statement(insertOrder, upsertAttempt),
  "update-order": statement(updateOrder, noAttempt),
  "update-order-attempt": statement(updateOrder, upsertAttempt),
  "update-unchanged-order-attempt": statement(updateUnchanged, upsertAttempt),
} as const;

export async function saveChange(
  queryable: Pick<pg.ClientBase, "query">,
  mode: "insert" | "update",
  change: Change,
): Promise<boolean> {
  const name = `${mode}-order${change.attempt === undefined ? "" : "-attempt"}` as const;
  return run(queryable, name, change, []);
}

/** See Store.saveIfUnchanged. */
export async function saveUnchanged(
  queryable: Pick<pg.ClientBase, "query">,
  known: { readonly order: Order; readonly attempt: Attempt },
  change: Change,
): Promise<boolean> {
  const expected = [known.order.version, known.attempt.state];
  return run(queryable, "update-unchanged-order-attempt", change, expected);
}

async function run(
  queryable: Pick<pg.ClientBase, "query">,
  name: keyof typeof statements,
  change: Change,
  expected: readonly unknown[],
): Promise<boolean> {
  const sealed = change.attempt?.sealedCard;
  const isSealed = sealed !== undefined && sealed !== "keep" && sealed !== "erase";
  const saved = await queryable.query({
    name,
    text: statements[name],
    values: [
      orderJson(change.order),
      change.attempt === undefined
        ? null
        : attemptJson(change.attempt.value, {
            resultsHash: change.attempt.resultsHash,
            sealedKeyId: isSealed ? sealed.keyId : null,
            sealedCard: isSealed ? sealed.ciphertext : null,
          }),
      sealed === "keep",
      (change.jobs ?? []).map((job) => job.kind),
      (change.jobs ?? []).map((job) => toIso(job.runAt)),
      change.dropJobs ?? [],
      change.retiredToken ?? null,
      isDueAtOnce(change),
      ...expected,
    ],
  });
  return saved.rowCount === 1;
}

/** Only then are workers woken: a notification costs a lock at commit, and most jobs lie in the future. */
function isDueAtOnce(change: Change): boolean {
  const at = Math.max(change.order.modifiedAt, change.attempt?.value.modifiedAt ?? 0);
  return (change.jobs ?? []).some((job) => job.runAt <= at);
}
