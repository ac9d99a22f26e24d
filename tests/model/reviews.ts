import fc from "fast-check";
import { assertAccepted } from "../support/expectations.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { card } from "./card-orders.ts";
import { amounts, type Choice, choices, type Command, command, onOrder } from "./command.ts";
import { newOrder } from "./order-model.ts";
import { timesMs } from "./pass-time.ts";
import { create, lastRrn, type Model, nowOf, patch, type Play } from "./play.ts";

/** Cards whose payments the acquirer holds for a review, and what comes of it (cards-3ds.md §12). */
const held = {
  clear: cards.visaUnclearedThenCompleted,
  reject: cards.visaUnclearedThenVoid,
} as const;
type Verdict = keyof typeof held;
const verdicts: readonly Verdict[] = ["clear", "reject"];

const sellInReview = (amount: number, verdict: Verdict): Command =>
  command({
    name: `sell for ${amount}, held by the acquirer, which will ${verdict}`,
    async run(model, play) {
      const orderId = newOrderId("review");
      await create(
        play,
        directOrderWithout3ds({ order_id: orderId, amount }, { ...card, number: held[verdict] }),
      );
      const due = [
        { at: (await nowOf(play)) + timesMs.review, event: verdict === "clear" ? "pay" : "reject" },
      ] as const;
      const rrn = await lastRrn(play, "sale");
      model.orders.push(newOrder({ orderId, amount, stage: "uncleared", rrn, due }));
    },
  });

const decisions = { completed: "paid", declined: "void", void: "void" } as const;
type Decision = keyof typeof decisions;
const possibleDecisions: readonly Decision[] = ["completed", "declined", "void"];

const decide = (choice: Choice, status: Decision, isCut: boolean): Command =>
  onOrder({
    name: `the shop ends a review: ${status}${isCut ? ", the reversal cut" : ""}`,
    choice: { ...choice, isAny: false },
    fits: ({ method, stage }) => method === "card" && stage === "uncleared",
    async run(order, play) {
      const { controls } = play.world;
      // Without a reversal the fault would wait for one of another order.
      const isReversed = isCut && decisions[status] === "void";
      if (isReversed) await controls.fault({ kind: "cut-before", where: "reversal", count: 1 });
      assertAccepted(await patch(play, order.orderId, { status }));
      // Nothing new begins under this id before the old payment is undone.
      const undone = { at: (await nowOf(play)) + timesMs.lostAnswer, event: "guard" } as const;
      return { ...order, stage: decisions[status], due: [undone] };
    },
  });

const over = new Set(["declined", "expired", "void", "cancelled"]);

/** What is over without money may be posted again, and begins without a past (orders.md §1). */
const postAgain = (choice: Choice, amount: number): Command =>
  onOrder({
    name: `post again, for ${amount}`,
    choice: { ...choice, isAny: false },
    fits: ({ stage }) => over.has(stage),
    async run({ orderId }, play) {
      await create(play, directOrderWithout3ds({ order_id: orderId, amount }, card));
      return newOrder({ orderId, amount, stage: "paid", rrn: await lastRrn(play, "sale") });
    },
  });

export const reviewCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  fc.tuple(amounts, fc.constantFrom(...verdicts)).map((drawn) => sellInReview(...drawn)),
  fc.tuple(choices, fc.constantFrom(...possibleDecisions), fc.boolean()).map((drawn) => decide(...drawn)),
  fc.tuple(choices, amounts).map((drawn) => postAgain(...drawn)),
];
