import type pg from "pg";
import type { BookedOrder } from "#domain/ledger/position.ts";
import type { Order } from "#domain/order/order.ts";
import { type Attempt, methodOf } from "#domain/payment/attempt.ts";
import type { Actor } from "#domain/audit/actor.ts";
import { toIso } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import { markPart, requiredMark } from "./mark-key.ts";
import { type AuditPart, auditPart, firstAuditPart } from "./audit/audit-part.ts";
import { orderChange, orderEvent } from "./audit/order-change.ts";
import { endpointSql } from "./notification-endpoint.ts";
import { attemptColumns, type Columns, mutableOrderColumns, orderColumns } from "./order-rows.ts";
import { Parameters, type Part } from "./parameters.ts";
import { changedAt, postedPart } from "./post-transfers.ts";
import { mutableRelatedColumns, relatedColumns } from "./related-rows.ts";
import { tokenOfAttempt, tokenParts } from "./token-part.ts";

/**
 * A change is one statement: order, attempt, jobs, transfers, audit entry and retired session in common
 * table expressions. So it costs one round trip and is atomic even outside an
 * explicit transaction. The foreign keys between its parts are deferred, since
 * the parts of one statement have no order. Only the parts that a change has are
 * in its statement: each costs the server time, also where it does nothing.
 */

/** The channel on which every process hears that a job is due now. */
export const jobChannel = "job_due";

/** Where a change is written, and in whose name. */
export interface Writer {
  readonly queryable: Pick<pg.ClientBase, "query">;
  readonly actor: Actor;
}

/** A new order. False when the site has the order id already; then nothing is written. */
export const insertChange = (writer: Writer, change: Change): Promise<boolean> =>
  run(writer, null, change, "insert", (parameters, audit) => insertOrder(change, parameters, audit));

/** An order that the caller has locked, and as he found it. False when it is not there. */
export const updateChange = (writer: Writer, before: BookedOrder, change: Change): Promise<boolean> => {
  const isWhole = change.retiredToken !== undefined || change.rewritesDetails === true;
  const columns = isWhole ? orderColumns : mutableOrderColumns;
  return run(writer, before, change, isWhole ? "rewrite" : "update", (parameters, audit) =>
    updateOrder(change, columns, parameters, audit),
  );
};

/** See Store.saveIfUnchanged. Nothing follows a payment that is still under way: its past is the order alone. */
export const saveUnchanged = (
  writer: Writer,
  known: { readonly order: Order; readonly attempt: Attempt },
  change: Change,
): Promise<boolean> =>
  run(writer, { order: known.order, related: [] }, change, "unchanged", (parameters, audit) =>
    updateUnchanged(known, change.order, parameters, audit),
  );

async function run(
  { queryable, actor }: Writer,
  before: BookedOrder | null,
  change: Change,
  name: string,
  saveOrder: (parameters: Parameters, audit: AuditPart) => string,
): Promise<boolean> {
  const parameters = new Parameters();
  const audit = (before === null ? firstAuditPart : auditPart)(
    {
      key: change.order.key,
      at: changedAt(change),
      actor,
      event: orderEvent(before?.order ?? null, change),
      change: orderChange(before?.order ?? null, change),
    },
    parameters,
  );
  const attempt = attemptPart(change, parameters);
  const parts = [
    {
      name: change.attempt === undefined || isOfCurrentAttempt(change) ? "" : "past",
      sql: saveOrder(parameters, audit),
    },
    audit.part,
    // Before the attempt, which is given the token's name.
    ...tokenParts(change, parameters),
    ...attempt,
    ...velocityPart(change, parameters),
    ...relatedParts(change, parameters),
    ...queuePart(change, name === "insert", parameters),
    ...dropPart(change, parameters),
    ...retirePart(change, parameters),
    ...postedPart(before, change, parameters),
    ...markPart(change, parameters),
  ];
  const notify = isDueAtOnce(change);
  const saved = await queryable.query({
    // The same parts make the same text, so it is prepared once per connection.
    name: [name, ...parts.map((part) => part.name), notify ? "notify" : ""].join("-"),
    text: `with ${parts.map((part) => part.sql).join(",\n")}
      select key${notify ? `, pg_notify('${jobChannel}', '')::text` : ""}${requiredMark(change)} from saved`,
    values: parameters.values,
  });
  return saved.rowCount === 1;
}

function insertOrder(change: Change, parameters: Parameters, { inserted, returned }: AuditPart): string {
  const columns = { ...orderColumns(change.order), ...methodColumn(change) };
  return `saved as (
    insert into orders (${Object.keys(columns).join(", ")}, ${inserted.columns})
    values (${listed(columns, parameters)}, ${inserted.values})
    on conflict (site_id, order_id) do nothing
    returning ${returned}
  )`;
}

function updateOrder(
  change: Change,
  columnsOf: (order: Order) => Columns,
  parameters: Parameters,
  audit: AuditPart,
): string {
  const { order } = change;
  return `saved as (
    update orders set ${assigned({ ...columnsOf(order), ...methodColumn(change) }, parameters)}, ${audit.assigned}
    where key = ${parameters.add(order.key)}
    returning ${audit.returned}
  )`;
}

/** The list of transactions finds orders by how they are paid: by the current attempt, not by one before it. */
const methodColumn = (change: Change): Columns =>
  isOfCurrentAttempt(change) ? { payment_method: methodOf(change.attempt.value) } : {};

const isOfCurrentAttempt = (change: Change): change is ChangeWithAttempt =>
  change.attempt !== undefined && change.attempt.value.key === change.order.currentAttempt;

type ChangeWithAttempt = Change & Required<Pick<Change, "attempt">>;

/**
 * The order is locked first and the attempt second, as everywhere: rows are locked
 * as `for update of` lists them. Both must be listed: it looks again at the newest
 * state of the rows it locks, and of no others.
 */
function updateUnchanged(
  known: { readonly order: Order; readonly attempt: Attempt },
  order: Order,
  parameters: Parameters,
  audit: AuditPart,
): string {
  const key = parameters.add(order.key);
  const attemptKey = parameters.add(known.attempt.key);
  return `locked as (
    select orders.key from orders
    join payment_attempt on payment_attempt.key = orders.current_attempt
    where orders.key = ${key} and orders.version = ${parameters.add(known.order.version)}
      and orders.current_attempt = ${attemptKey}
      and payment_attempt.state = ${parameters.add(known.attempt.state)}
    for update of orders, payment_attempt
  ),
  saved as (
    update orders set ${assigned(outcomeColumns(order), parameters)}, ${audit.assigned}
    from locked where orders.key = locked.key
    returning ${audit.returned}
  )`;
}

/** Without what the shop may have reported while the outcome was out: it does not raise the version. */
function outcomeColumns(order: Order): Columns {
  const { fulfilment: _reported, ...columns } = mutableOrderColumns(order);
  return columns;
}

/** Card data comes with a new attempt only; later writes keep it or erase it. */
function attemptPart({ attempt, token }: Change, parameters: Parameters): readonly Part[] {
  if (attempt === undefined) return [];
  const { value, sealedCard, resultsHash } = attempt;
  const hashName = resultsHash === null ? "" : "-hash";
  const columns: Columns = {
    ...attemptColumns(value),
    ...(resultsHash === null ? {} : { results_hash: resultsHash }),
    ...sealedColumns(sealedCard),
  };
  if (sealedCard !== "keep" && sealedCard !== "erase") {
    const kind = sealedCard === "none" ? "bare" : "begin";
    const sql = `tried as (
      insert into payment_attempt (${Object.keys(columns).join(", ")})
      select ${listed(columns, parameters, attemptCasts)} from saved
    )`;
    return [{ name: `${kind}-${value.kind === "transfer" ? "transfer" : "card"}${hashName}`, sql }];
  }
  const sql = `tried as (
    update payment_attempt set ${assigned(columns, parameters)}${tokenOfAttempt(token)}
    from saved where payment_attempt.key = ${parameters.add(value.key)}
  )`;
  return [{ name: `${sealedCard}-${value.kind === "transfer" ? "transfer" : "card"}${hashName}`, sql }];
}

function sealedColumns(sealed: NonNullable<Change["attempt"]>["sealedCard"]): Columns {
  if (sealed === "keep" || sealed === "none") return {};
  return sealed === "erase"
    ? { sealed_key_id: null, sealed_card: null }
    : { sealed_key_id: sealed.keyId, sealed_card: Buffer.from(sealed.ciphertext) };
}

/** By what the attempt is counted; its row has the time at which the attempt began. */
function velocityPart({ attempt }: Change, parameters: Parameters): readonly Part[] {
  if (attempt?.velocity === undefined) return [];
  const { value, velocity } = attempt;
  const values = [value.key, toIso(value.createdAt), velocity.card, velocity.email, velocity.address];
  const [key, at, ...keys] = values.map((one) => parameters.add(one));
  const sql = `counted as (
    insert into velocity_record (attempt_key, at, card_fingerprint, email_fingerprint, address_fingerprint)
    select ${key}, ${at}::timestamptz, ${keys.join(", ")} from saved
  )`;
  return [{ name: "velocity", sql }];
}

/** A related transaction is written whole; what it is of never changes. */
function relatedParts({ related = [] }: Change, parameters: Parameters): readonly Part[] {
  return related.map((one, index) => {
    const columns = relatedColumns(one);
    const names = Object.keys(columns);
    const sql = `related${index} as (
      insert into related_transaction (${names.join(", ")})
      select ${listed(columns, parameters, relatedCasts)} from saved
      on conflict (transaction_id) do update set ${mutableRelatedColumns
        .map((column) => `${column} = excluded.${column}`)
        .join(", ")}
    )`;
    return { name: "related", sql };
  });
}

function queuePart({ order, jobs = [] }: Change, isNew: boolean, parameters: Parameters): readonly Part[] {
  if (jobs.length === 0) return [];
  const rows = jobs.map(
    (job) => `(${parameters.add(job.kind)}, ${parameters.add(toIso(job.runAt))}::timestamptz)`,
  );
  const endpoint = jobs.some(({ kind }) => kind === "deliver-notification")
    ? endpointOf(order, parameters)
    : null;
  const again = `on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0, endpoint = excluded.endpoint`;
  const sql = `queued as (
    insert into job (kind, order_key, run_at, endpoint)
    select wanted.kind, saved.key, wanted.run_at, ${endpoint ?? "null"}
    from saved, (values ${rows.join(", ")}) as wanted (kind, run_at)
    ${isNew ? "" : again}
  )`;
  return [{ name: `queue${jobs.length}${endpoint === null ? "" : "-call"}`, sql }];
}

/** Other kinds of job in the same change call no endpoint. */
const endpointOf = ({ siteId, details }: Order, parameters: Parameters): string =>
  `case wanted.kind when 'deliver-notification'
    then ${endpointSql(parameters.add(siteId), parameters.add(details.notificationUrl))} end`;

function dropPart({ dropJobs = [] }: Change, parameters: Parameters): readonly Part[] {
  if (dropJobs.length === 0) return [];
  const sql = `dropped as (
    delete from job using saved
    where job.order_key = saved.key and job.kind = any(${parameters.add(dropJobs)}::text[])
  )`;
  return [{ name: "drop", sql }];
}

function retirePart({ retiredToken }: Change, parameters: Parameters): readonly Part[] {
  if (retiredToken === undefined) return [];
  const sql = `retired as (
    insert into retired_session (token, order_key, retired_at)
    select ${parameters.add(retiredToken)}, saved.key, clock_timestamp() from saved
  )`;
  return [{ name: "retire", sql }];
}

const assigned = (columns: Columns, parameters: Parameters): string =>
  Object.entries(columns)
    .map(([column, value]) => `${column} = ${parameters.add(value)}`)
    .join(", ");

/** Casts, because a parameter in a select list has no column to take its type from. */
const listed = (columns: Columns, parameters: Parameters, casts: Casts = {}): string =>
  Object.entries(columns)
    .map(([column, value]) => `${parameters.add(value)}${casts[column] ?? ""}`)
    .join(", ");

type Casts = Readonly<Record<string, string>>;

const attemptCasts: Casts = {
  amount: "::bigint",
  state: "::attempt_state",
  kind: "::attempt_kind",
  entry_mode: "::entry_mode",
  review_advice: "::review_advice",
  authentication: "::jsonb",
  stored_credential: "::jsonb",
  risk: "::jsonb",
  provider: "::jsonb",
  transmission_at: "::timestamptz",
  created_at: "::timestamptz",
  modified_at: "::timestamptz",
  sealed_card: "::bytea",
};

const relatedCasts: Casts = {
  transaction_id: "::bigint",
  amount: "::bigint",
  transmission_at: "::timestamptz",
  kept: "::jsonb",
  cart_before: "::jsonb",
  dispute: "::jsonb",
  created_at: "::timestamptz",
  modified_at: "::timestamptz",
};

/** Only then are workers woken: a notification costs a lock at commit, and most jobs lie in the future. */
const isDueAtOnce = (change: Change): boolean =>
  (change.jobs ?? []).some((job) => job.runAt <= changedAt(change));
