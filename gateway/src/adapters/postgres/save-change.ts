import type { BookedOrder } from "#domain/ledger/position.ts";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import type { Actor } from "#domain/audit/actor.ts";
import type { Change } from "#ports/store.ts";
import { attemptPart, velocityPart } from "./attempt-part.ts";
import { type AuditPart, auditPart, firstAuditPart } from "./audit/audit-part.ts";
import { orderChange, orderEvent } from "./audit/order-change.ts";
import { dropPart, isDueAtOnce, queuePart } from "./job-part.ts";
import type { RunStatement } from "./joint-commits.ts";
import { markPart, requiredMark } from "./mark-key.ts";
import { insertOrder, isOfCurrentAttempt, updateOrder, updateUnchanged } from "./order-part.ts";
import { mutableOrderColumns, orderColumns } from "./order-rows.ts";
import { Parameters, type Part } from "./parameters.ts";
import { changedAt, postedPart } from "./post-transfers.ts";
import { relatedParts } from "./related-part.ts";
import { tokenParts } from "./token-part.ts";

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
  readonly run: RunStatement;
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
  { run: runStatement, actor }: Writer,
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
  const saved = await runStatement({
    // The same parts make the same text, so it is prepared once per connection.
    name: [name, ...parts.map((part) => part.name), notify ? "notify" : ""].join("-"),
    text: `with ${parts.map((part) => part.sql).join(",\n")}
      select key${notify ? `, pg_notify('${jobChannel}', '')::text` : ""}${requiredMark(change)} from saved`,
    values: parameters.values,
  });
  return saved.rowCount === 1;
}

function retirePart({ retiredToken }: Change, parameters: Parameters): readonly Part[] {
  if (retiredToken === undefined) return [];
  const sql = `retired as (
    insert into retired_session (token, order_key, retired_at)
    select ${parameters.add(retiredToken)}, saved.key, clock_timestamp() from saved
  )`;
  return [{ name: "retire", sql }];
}
