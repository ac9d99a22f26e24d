import fc from "fast-check";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { newOrderId, type OrderBody } from "../support/orders.ts";
import { type Choice, choices, type Command, type Fits, onOrder, shareOf, shares } from "./command.ts";
import { type ModelOrder, newOrder, remaining } from "./order-model.ts";
import { release } from "./pass-time.ts";
import { lastRrn, letHappen, type Model, type Play } from "./play.ts";

const isReserved: Fits = ({ stage }) => stage === "reserved";

interface Capture {
  /** Of what remains, of a hundred; null: all of it. */
  readonly share: number | null;
  readonly isTooMuch: boolean;
  /** The acquirer's answer is lost. */
  readonly isCut: boolean;
}

/** What a lost answer takes until it was asked for again. */
const repeatSeconds = 300;

const capture = (choice: Choice, { share, isTooMuch, isCut }: Capture): Command =>
  onOrder({
    name: `capture ${isTooMuch ? "too much" : share === null ? "all" : `${share} %`}${isCut ? ", cut" : ""}`,
    choice,
    fits: isReserved,
    async run(order, play, model) {
      const left = remaining(order);
      const amount = isTooMuch ? left + 1 : share === null ? left : shareOf(left, share);
      const partId = newOrderId("part");
      // The last of it belongs to the order itself.
      const body: OrderBody = amount === left ? {} : { amount, new_order_id: partId };
      const call = (): ReturnType<typeof play.world.api> =>
        play.world.api("POST", `/orders/${order.orderId}/capture`, body);
      if (!isReserved(order) || isTooMuch) {
        assertRefused(await call(), { code: isReserved(order) ? 1001 : 1000 });
        return order;
      }
      if (isCut) await cut(play, model, "completion", call);
      else assertAccepted(await call());
      const rrn = await lastRrn(play, "completion");
      if (amount === left) return { ...order, stage: "paid", rrn };
      model.orders.push(newOrder({ orderId: partId, amount, stage: "paid", rrn }));
      return { ...order, parts: [...order.parts, amount] };
    },
  });

const giveUp = (choice: Choice, isCut: boolean): Command =>
  onOrder({
    name: `release${isCut ? ", cut" : ""}`,
    choice,
    fits: isReserved,
    async run(order, play, model): Promise<ModelOrder> {
      const call = (): ReturnType<typeof play.world.api> =>
        play.world.api("PATCH", `/capture/${order.orderId}`, { status: "cancelled", reason: "Out of stock" });
      if (!isReserved(order)) {
        assertRefused(await call(), { code: 1000 });
        return order;
      }
      if (isCut) await cut(play, model, "release", call);
      else assertAccepted(await call());
      return release(order);
    },
  });

/** The message arrives, its answer does not: 1021, and it goes on by itself. */
async function cut(
  play: Play,
  model: Model,
  where: string,
  call: () => ReturnType<Play["world"]["api"]>,
): Promise<void> {
  await play.world.controls.fault({ kind: "cut-after", where, count: 1 });
  assertRefused(await call(), { code: 1021 });
  await play.world.clock.advance(repeatSeconds);
  await letHappen(model, play);
}

const seldom = fc.nat(5).map((drawn) => drawn === 0);

export const captureCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  fc
    .tuple(choices, fc.record({ share: fc.option(shares, { freq: 3 }), isTooMuch: seldom, isCut: seldom }))
    .map((drawn) => capture(...drawn)),
  fc.tuple(choices, seldom).map((drawn) => giveUp(...drawn)),
];
