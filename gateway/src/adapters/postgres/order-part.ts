import type { Order } from "#domain/order/order.ts";
import { type Attempt, methodOf } from "#domain/payment/attempt.ts";
import type { Change } from "#ports/store.ts";
import type { AuditPart } from "./audit/audit-part.ts";
import { assigned, listed } from "./column-lists.ts";
import { type Columns, mutableOrderColumns, orderColumns } from "./order-rows.ts";
import type { Parameters } from "./parameters.ts";

/** The order's own part of a change: `saved` has a row where the order was written, and all other parts follow it. */
export function insertOrder(
  change: Change,
  parameters: Parameters,
  { inserted, returned }: AuditPart,
): string {
  const columns = { ...orderColumns(change.order), ...methodColumn(change) };
  return `saved as (
    insert into orders (${Object.keys(columns).join(", ")}, ${inserted.columns})
    values (${listed(columns, parameters)}, ${inserted.values})
    on conflict (site_id, order_id) do nothing
    returning ${returned}
  )`;
}

export function updateOrder(
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

export const isOfCurrentAttempt = (change: Change): change is ChangeWithAttempt =>
  change.attempt !== undefined && change.attempt.value.key === change.order.currentAttempt;

type ChangeWithAttempt = Change & Required<Pick<Change, "attempt">>;

/**
 * The order is locked first and the attempt second, as everywhere: rows are locked
 * as `for update of` lists them. Both must be listed: it looks again at the newest
 * state of the rows it locks, and of no others.
 */
export function updateUnchanged(
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
