import assert from "node:assert/strict";
import { readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { at, type JsonObject, numberAt, objectAt, textAt } from "../support/json.ts";
import { newOrderId } from "../support/orders.ts";
import type { World } from "../support/world.ts";

/** An order of a test, known to both sides by an amount that no other order of its world has. */
export interface Placed {
  readonly orderId: string;
  readonly amountMinor: number;
}

/** The test's own list of what it ordered, to be held against the acquirer's books. */
export interface Ledger {
  place(prefix: string): Placed;
  /** Comes back when the acquirer has the authorization of the order in its books. */
  booked(order: Placed): Promise<void>;
  /**
   * Every authorization that the acquirer holds belongs to exactly one order that is paid, with the same amount, and
   * every paid order has its authorization; and every dispute that the acquirer holds is a chargeback of the order it is
   * about, won there if it is won here. For all that was placed, or for the given ones alone.
   */
  assertEqualToBooks(only?: readonly Placed[]): Promise<void>;
}

const firstAmountMinor = 1_001;
const paid = ["completed", "uncleared"];

export function startLedger(world: World): Ledger {
  const orders: Placed[] = [];
  return {
    place(prefix) {
      const order = { orderId: newOrderId(prefix), amountMinor: firstAmountMinor + orders.length };
      orders.push(order);
      return order;
    },
    async booked({ amountMinor }) {
      await eventually("the acquirer books the authorization", async () => {
        const { entries } = await world.controls.books();
        return entries.some((entry) => entry.amountMinor === amountMinor) ? true : null;
      });
    },
    async assertEqualToBooks(only) {
      const { entries } = await world.controls.books();
      const disputes = await world.controls.disputes();
      const amounts = only?.map((order) => order.amountMinor) ?? null;
      const held = entries.filter(
        (entry) =>
          entry.isApproved && !entry.isReversed && (amounts === null || amounts.includes(entry.amountMinor)),
      );
      const paidOrders: number[] = [];
      const disputed: string[] = [];
      for (const { orderId } of only ?? orders) {
        const { body, status } = await readOrder(world.api, orderId);
        if (status !== 200 || !paid.includes(textAt(body, "data", "financial_status"))) continue;
        paidOrders.push(numberAt(body, "data", "amount"));
        disputed.push(...disputesOf(objectAt(body, "data")));
      }
      assert.deepEqual(ascending(held.map((entry) => entry.amountMinor)), ascending(paidOrders));
      const told = disputes.flatMap((dispute) => {
        const original = held.find((entry) => entry.rrn === dispute.originalRrn);
        if (original === undefined) return [];
        const taken = `chargeback ${dispute.amountMinor} of ${original.amountMinor}`;
        return dispute.isWon ? [taken, `reverse-${taken}`] : [taken];
      });
      assert.deepEqual(disputed.toSorted(), told.toSorted());
    },
  };
}

/** `chargeback 400 of 1000`, and the same with `reverse-` for one that was won. */
function disputesOf(order: JsonObject): readonly string[] {
  const related = order["related_transactions"];
  return (Array.isArray(related) ? related : [])
    .filter((one) => textAt(one, "type").endsWith("chargeback"))
    .map((one) => `${textAt(one, "type")} ${numberAt(one, "amount")} of ${numberAt(order, "amount")}`);
}

const ascending = (amounts: readonly number[]): readonly number[] => amounts.toSorted((a, b) => a - b);

/** Lets time pass until the order is final, and tells its two statuses; what is unknown is asked for again and again. */
export async function settled(world: World, orderId: string): Promise<string> {
  const stepSeconds = 60;
  const stepsAtMost = 100;
  return await eventually(
    `${orderId} is settled`,
    async () => {
      const order = assertAccepted(await readOrder(world.api, orderId));
      const status = textAt(at(order, "status"));
      if (status !== "initialized") return `${status}/${textAt(at(order, "financial_status"))}`;
      await world.clock.advance(stepSeconds);
      return null;
    },
    stepsAtMost,
  );
}

/** The gateway's own books are right too: every transfer belongs to an order that says the same. */
export async function assertProved(world: World): Promise<void> {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
}
