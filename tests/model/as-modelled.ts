import assert from "node:assert/strict";
import { type Api, readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { at, type Json, listAt, numberAt, textAt } from "../support/json.ts";
import type { World } from "../support/world.ts";
import { type ModelOrder, refunded, relatedLines, remaining, statusPair } from "./order-model.ts";

/** What GET tells of an order is what the model says it must be. */
export async function assertAsModelled(api: Api, order: ModelOrder): Promise<void> {
  const read = assertAccepted(await readOrder(api, order.orderId));
  assert.deepEqual(
    {
      status: `${textAt(read["status"])}/${textAt(read["financial_status"])}`,
      amount: read["amount"],
      refunded: read["amount_refunded"],
      related: linesOf(read["related_transactions"]),
      ...(order.isManual ? { remain: at(read, "payment_details", "capture_remain") } : {}),
    },
    {
      status: statusPair(order),
      amount: order.amount,
      refunded: refunded(order),
      related: relatedLines(order),
      ...(order.isManual ? { remain: remaining(order) } : {}),
    },
    `order ${order.orderId}`,
  );
}

const linesOf = (related: Json | undefined): readonly string[] =>
  related === null || related === undefined
    ? []
    : listAt(related)
        .map((one) => `${textAt(one, "type")} ${textAt(one, "status")} ${numberAt(one, "amount")}`)
        .toSorted();

/** Every step that an order has made is a step of the table, and sums never pass each other. */
export async function assertOnTheTable(world: World): Promise<void> {
  const strayed = await world.sql(
    `select order_key, from_phase, to_phase
       from (
         select order_key, phase as to_phase,
           lag(phase) over (partition by order_key order by version) as from_phase
         from order_history
       ) step
      where from_phase is not null
        and not exists (
          select from order_transition t where t.from_phase = step.from_phase and t.to_phase = step.to_phase
        )`,
  );
  assert.deepEqual(strayed, []);
  const exceeding = await world.sql(
    `select order_id, amount, amount_captured, amount_refunded from orders
      where not (0 <= amount_refunded and amount_refunded <= amount_captured and amount_captured <= amount)`,
  );
  assert.deepEqual(exceeding, []);
}
