import assert from "node:assert/strict";
import { callJson } from "../support/api.ts";
import { isObject, type Json, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import type { World } from "../support/world.ts";
import { held, type ModelOrder, statusPair } from "./order-model.ts";

/** What the outside world holds for the merchant, in euro cents. */
export interface Holdings {
  /** The acquirer: moved, less what went back. */
  readonly cards: number;
  /** The acquirer: reserved on cards and neither taken nor given up. */
  readonly reserved: number;
  /** The bank: paid, less what went back. */
  readonly bank: number;
}

/** By the simulator's own books. */
export async function holdings({ simulatorUrl }: World): Promise<Holdings> {
  const books = objectAt((await callJson(`${simulatorUrl}/control/books`, { method: "GET" })).body);
  const bank = await callJson(`${simulatorUrl}/control/bank`, { method: "GET" });
  const payments = listAt(bank.body, "payments").filter((payment) => textAt(payment, "status") === "paid");
  return {
    cards: euroIn(books["heldMinor"]),
    reserved: euroIn(books["reservedMinor"]),
    bank: payments.reduce<number>(
      (total, payment) => total + numberAt(payment, "paidMinor") - numberAt(payment, "refundedMinor"),
      0,
    ),
  };
}

/** A currency in which nothing is left does not appear. */
const euroIn = (byCurrency: Json | undefined): number =>
  isObject(byCurrency) && "978" in byCurrency ? numberAt(byCurrency, "978") : 0;

/** After a run that has ended, both sides' books have grown by the same, to the cent. */
export async function assertBooksEqual(
  world: World,
  orders: readonly ModelOrder[],
  before: Holdings,
): Promise<void> {
  const after = await holdings(world);
  const sumOf = (isMeant: (order: ModelOrder) => boolean): number =>
    orders.filter(isMeant).reduce((total, order) => total + held(order), 0);
  assert.deepEqual(
    {
      cards: after.cards - before.cards,
      reserved: after.reserved - before.reserved,
      bank: after.bank - before.bank,
    },
    {
      cards: sumOf(({ method }) => method === "card"),
      reserved: 0,
      bank: sumOf(({ method }) => method !== "card"),
    },
  );
}

/** When everything that was due is over, nothing is left to be done for these orders, and nobody waits. */
export async function assertNothingPending(world: World, orders: readonly ModelOrder[]): Promise<void> {
  const jobs = await world.sql(
    `select kind, order_id, run_at from job join orders on orders.key = order_key
      where order_id = any($1)`,
    [orders.map(({ orderId }) => orderId)],
  );
  assert.deepEqual(jobs, []);
  const pending = orders.filter(
    (order) =>
      statusPair(order).includes("initialized") ||
      order.settlement === "uncleared" ||
      order.refunds.some(({ status }) => status === "reserved"),
  );
  assert.deepEqual(pending, []);
}

/** The gateway's own proof of its ledger. */
export async function assertLedgerProved(world: World): Promise<void> {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
}
