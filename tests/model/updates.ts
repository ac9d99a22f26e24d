import assert from "node:assert/strict";
import fc from "fast-check";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import type { Dispute } from "../support/simulator-controls.ts";
import { type Choice, choices, type Command, type Fits, onOrder, shareOf, shares } from "./command.ts";
import { chargedBack, endRefunds, type ModelOrder, moved, refunded } from "./order-model.ts";
import { timesMs } from "./pass-time.ts";
import { type Model, nowOf, patch, type Play } from "./play.ts";

const isUnpaid: Fits = ({ stage }) => stage === "open" || stage === "waiting";

const cancel = (choice: Choice): Command =>
  onOrder({
    name: "cancel",
    choice,
    fits: isUnpaid,
    async run(order, play) {
      const answer = await patch(play, order.orderId, { status: "cancelled" });
      if (!isUnpaid(order)) {
        assertRefused(answer, { code: 1000 });
        return order;
      }
      assertAccepted(answer);
      return { ...order, stage: order.stage === "open" ? "cancelled" : "void", due: [] };
    },
  });

export const mayBeShipped: Fits = (order) =>
  order.stage === "paid" && chargedBack(order) === 0 && refunded(order) === 0;

/** Reports the shipment of an order that may be shipped. */
export async function shipped(order: ModelOrder, play: Play): Promise<ModelOrder> {
  assertAccepted(await patch(play, order.orderId, { status: "shipped" }));
  const at = (await nowOf(play)) + timesMs.settlement;
  const isFirst = order.settlement === "uncleared" && !order.isShipped;
  return {
    ...order,
    isShipped: true,
    due: [...order.due, ...(isFirst ? [{ at, event: "settle" } as const] : [])],
  };
}

const ship = (choice: Choice): Command =>
  onOrder({
    name: "ship",
    choice,
    fits: mayBeShipped,
    async run(order, play) {
      if (mayBeShipped(order)) return await shipped(order, play);
      assertRefused(await patch(play, order.orderId, { status: "shipped" }), { code: 1000 });
      return order;
    },
  });

/** Once nothing more of the dispute is being sent. */
const acknowledged = async ({ world }: Play, id: string): Promise<Dispute> =>
  await eventually("the gateway acknowledges the dispute", async () => {
    const dispute = (await world.controls.disputes()).find((one) => one.id === id);
    return dispute === undefined || dispute.isPending ? null : dispute;
  });

/** What an issuer may still take: it knows nothing of refunds (card-link.md, "Dispute advice"). */
const disputable = (order: ModelOrder): number => moved(order) - chargedBack(order);

const chargeBack = (choice: Choice, share: number | null): Command =>
  onOrder({
    name: `charge back ${share === null ? "all" : `${share} %`}`,
    choice: { ...choice, isAny: false },
    fits: (order) => order.rrn !== null && disputable(order) > 0,
    async run(order, play) {
      assert.ok(order.rrn);
      const left = disputable(order);
      const amount = share === null ? left : shareOf(left, share);
      const { id } = await play.world.controls.raiseDispute({ rrn: order.rrn, amountMinor: amount });
      assert.equal((await acknowledged(play, id)).chargebackAnswer, "00");
      // What is still reserved would give the shopper the money a second time.
      const voided = endRefunds(order, "void");
      return { ...voided, disputes: [...order.disputes, { id, amount, isWon: false }] };
    },
  });

const win = (choice: Choice, index: number): Command =>
  onOrder({
    name: `win dispute ${index}`,
    choice: { ...choice, isAny: false },
    fits: (order) => chargedBack(order) > 0,
    async run(order, play) {
      const open = order.disputes.filter(({ isWon }) => !isWon);
      const won = open[index % open.length];
      assert.ok(won);
      await play.world.controls.winDispute(won.id);
      assert.equal((await acknowledged(play, won.id)).reversalAnswer, "00");
      const disputes = order.disputes.map((one) => (one === won ? { ...one, isWon: true } : one));
      return { ...order, disputes };
    },
  });

export const updateCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  choices.map(cancel),
  choices.map(ship),
  fc.tuple(choices, fc.option(shares, { freq: 2 })).map((drawn) => chargeBack(...drawn)),
  fc.tuple(choices, fc.nat(5)).map((drawn) => win(...drawn)),
];
