import assert from "node:assert/strict";
import type { World } from "../support/world.ts";

/** Events of the log that say: something happened that nobody foresaw. */
const unforeseen = /"event":"(?:incident|job\.failed|uncaught[^"]*|unhandled[^"]*)"/;

export const incidentsIn = (log: string): readonly string[] =>
  log.split("\n").filter((line) => unforeseen.test(line) || /^\s+at .+:\d+:\d+/.test(line));

/** Tables that say of the same money or the same order, and where a row without the other is a lie. */
const mustBeNone = {
  "an order with money and without a payment": `
    select order_id from orders
     where phase in ('completed', 'authorized', 'uncleared') and amount::bigint > 0 and coupons is null
       and not exists (select from payment_attempt where order_key = orders.key)`,
  "an order whose current attempt is not there": `
    select order_id from orders
     where current_attempt is not null
       and not exists (select from payment_attempt where payment_attempt.key = current_attempt)`,
  "an order that is being paid and that nobody will look after": `
    select order_id from orders
     where phase = 'started' and not exists (select from job where order_key = orders.key)`,
  "an order that has come to something without its history": `
    select order_id, phase from orders
     where phase not in ('open', 'started') and not exists (select from order_history where order_history.order_key = orders.key)
       and not exists (select from related_transaction where child_order = orders.key)`,
} as const;

/** Whatever was sent: the books are right, and what belongs together is there. */
export async function assertWhole(world: World): Promise<void> {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
  for (const [name, query] of Object.entries(mustBeNone)) {
    const [found] = await world.sql(`${query} limit 1`);
    assert.equal(found, undefined, name);
  }
}
