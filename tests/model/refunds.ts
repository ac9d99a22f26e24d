import assert from "node:assert/strict";
import fc from "fast-check";
import { midnightAfter } from "../support/amsterdam.ts";
import { readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { type Json, listAt, numberAt } from "../support/json.ts";
import type { OrderBody } from "../support/orders.ts";
import { type Choice, choices, type Command, type Fits, onOrder, shareOf, shares } from "./command.ts";
import { chargedBack, type ModelOrder, moved, refunded } from "./order-model.ts";
import { timesMs } from "./pass-time.ts";
import { type Model, nowOf, type Play } from "./play.ts";
import { chair } from "./provider-orders.ts";

/** Paid and not taken back by an issuer. A pay-later order is shipped first (refunds.md §3). */
const mayBeRefunded: Fits = (order) =>
  order.stage === "paid" &&
  chargedBack(order) === 0 &&
  moved(order) > refunded(order) &&
  (order.method !== "klarna" || order.isShipped);

interface Wanted {
  readonly amount: number;
  readonly body: OrderBody;
}

/** Asks for a refund and reckons whether it must be granted (refunds.md §2). */
async function refund(order: ModelOrder, play: Play, wanted: Wanted): Promise<ModelOrder> {
  const answer = await play.world.api("POST", `/orders/${order.orderId}/refunds`, wanted.body);
  const now = await nowOf(play);
  const { amount } = wanted;
  const isTwin = order.refunds.some(
    (one) =>
      (one.status === "reserved" || one.status === "completed") &&
      one.amount === amount &&
      one.acceptedAt > now - timesMs.sameRefund,
  );
  const left = moved(order) - refunded(order);
  if (!mayBeRefunded(order) || amount <= 0 || amount > left || isTwin) {
    assertRefused(answer, { code: 1034 });
    return order;
  }
  const id = numberAt(assertAccepted(answer)["refund_id"]);
  return {
    ...order,
    refunds: [...order.refunds, { id, amount, status: "reserved", acceptedAt: now }],
    due: [
      ...order.due,
      { at: midnightAfter(now), event: "night" },
      { at: now + timesMs.sameRefund, event: "guard" },
    ],
  };
}

type Share = number | "everything" | "too much";

const refundAmount = (choice: Choice, share: Share): Command =>
  onOrder({
    name: `refund ${share}${typeof share === "number" ? " %" : ""}`,
    choice,
    fits: (order) => order.method !== "klarna" && mayBeRefunded(order),
    async run(order, play) {
      // What a pay-later order gives back is told by its cart.
      if (order.method === "klarna") return order;
      const left = moved(order) - refunded(order);
      const amount = share === "everything" ? left : share === "too much" ? left + 1 : shareOf(left, share);
      const body = { currency: "EUR", ...(share === "everything" ? {} : { amount }) };
      return await refund(order, play, { amount, body });
    },
  });

const refundCart = (choice: Choice, chairs: number): Command =>
  onOrder({
    name: `refund ${chairs} chairs by cart`,
    choice: { ...choice, isAny: false },
    fits: (order) => order.method === "klarna" && mayBeRefunded(order),
    async run(order, play) {
      const read = assertAccepted(await readOrder(play.world.api, order.orderId));
      const items = [
        ...listAt(read, "shopping_cart", "items"),
        { ...chair, quantity: chairs, unit_price: -chair.unit_price },
      ];
      const worth = items.reduce<number>((total, item) => total + worthOf(item), 0);
      // What remains cannot be worth less than nothing.
      const amount = worth < 0 ? 0 : moved(order) - refunded(order) - worth;
      return await refund(order, play, { amount, body: { checkout_data: { items } } });
    },
  });

/** Minor units, with 21 % tax: exact, as the prices are whole euros. */
const worthOf = (line: Json): number =>
  Math.round(numberAt(line, "unit_price") * numberAt(line, "quantity") * 121);

const voidRefund = (choice: Choice, index: number): Command =>
  onOrder({
    name: `take refund ${index} back`,
    choice: { ...choice, isAny: false },
    fits: ({ refunds }) => refunds.length > 0,
    async run(order, play) {
      const meant = order.refunds[index % order.refunds.length];
      assert.ok(meant);
      const path = `/orders/${order.orderId}/refunds/${meant.id}`;
      const answer = await play.world.api("PATCH", path, { status: "void" });
      if (meant.status !== "reserved") {
        assertRefused(answer, { code: 1034 });
        return order;
      }
      assertAccepted(answer);
      const refunds = order.refunds.map((one) => (one === meant ? { ...one, status: "void" as const } : one));
      return { ...order, refunds };
    },
  });

const wantedShares: fc.Arbitrary<Share> = fc.oneof(
  { arbitrary: shares, weight: 6 },
  { arbitrary: fc.constant<Share>("everything"), weight: 2 },
  { arbitrary: fc.constant<Share>("too much"), weight: 1 },
);

export const refundCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  fc.tuple(choices, wantedShares).map((drawn) => refundAmount(...drawn)),
  fc.tuple(choices, wantedShares).map((drawn) => refundAmount(...drawn)),
  fc.tuple(choices, fc.integer({ min: 1, max: 3 })).map((drawn) => refundCart(...drawn)),
  fc.tuple(choices, fc.nat(5)).map((drawn) => voidRefund(...drawn)),
];
