import assert from "node:assert/strict";
import fc from "fast-check";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { initialOrder, newReference, subsequentOrder } from "../support/recurring.ts";
import { amounts, type Choice, choices, type Command, command, onOrder } from "./command.ts";
import { failed, type ModelOrder, newOrder } from "./order-model.ts";
import { timesMs } from "./pass-time.ts";
import { create, lastRrn, type Model, nowOf, type Play } from "./play.ts";

/** Valid for longer than all runs together move the clock; once as in a request, once as typed on a page. */
export const card = { expiry: "4412" } as const;
const typedCard = { expiry: "12/44" } as const;

type SaleFault = (typeof saleFaults)[number];
const saleFaults = [
  "cut-before",
  "cut-after",
  "late-answer",
  "duplicate-answer",
  "issuer-unavailable",
] as const;

const sell = (amount: number, fault: SaleFault | null): Command =>
  command({
    name: `sell by card for ${amount}${fault === null ? "" : `, ${fault}`}`,
    async run(model, play) {
      const orderId = newOrderId("sale");
      if (fault !== null) {
        await play.world.controls.fault({
          kind: fault,
          count: 1,
          ...(fault === "late-answer" ? { delayMs: 100 } : {}),
        });
      }
      await create(play, directOrderWithout3ds({ order_id: orderId, amount }, card));
      model.orders.push(await sold({ orderId, amount, fault }, play));
    },
  });

/** A lost answer is undone; an issuer that is not there declines; everything else is paid. */
async function sold(
  { orderId, amount, fault }: { orderId: string; amount: number; fault: SaleFault | null },
  play: Play,
): Promise<ModelOrder> {
  switch (fault) {
    case "cut-before":
    case "cut-after": {
      const at = (await nowOf(play)) + timesMs.lostAnswer;
      return newOrder({ orderId, amount, stage: "waiting", due: [{ at, event: "fail" }] });
    }
    case "issuer-unavailable":
      return newOrder({ orderId, amount, stage: "declined" });
    default:
      return newOrder({ orderId, amount, stage: "paid", rrn: await lastRrn(play, "sale") });
  }
}

async function reserved(orderId: string, amount: number, play: Play): Promise<ModelOrder> {
  const at = (await nowOf(play)) + timesMs.authorization;
  return newOrder({ orderId, amount, stage: "reserved", isManual: true, due: [{ at, event: "release" }] });
}

const authorize = (amount: number): Command =>
  command({
    name: `authorize ${amount} for a manual capture`,
    async run(model, play) {
      const orderId = newOrderId("authorization");
      await create(play, directOrderWithout3ds({ order_id: orderId, amount, capture: "manual" }, card));
      model.orders.push(await reserved(orderId, amount, play));
    },
  });

const leaveCard = (): Command =>
  command({
    name: "leave a card at a zero authorization",
    async run(model, play) {
      const [orderId, reference] = [newOrderId("zero"), newReference()];
      const members = { order_id: orderId, amount: 0, gateway: "VISA" };
      const order = await create(play, initialOrder({ reference, members, card }));
      model.keptCards.push({ token: textAt(order, "payment_details", "recurring_id"), reference });
      model.orders.push(newOrder({ orderId, amount: 0, stage: "paid" }));
    },
  });

const chargeToken = (amount: number, isManual: boolean, index: number): Command =>
  command({
    name: `charge a kept card for ${amount}${isManual ? ", captured later" : ""}`,
    isPossible: ({ keptCards }) => keptCards.length > 0,
    async run(model, play) {
      const kept = model.keptCards[index % model.keptCards.length];
      assert.ok(kept);
      const orderId = newOrderId("charge");
      const members = { order_id: orderId, amount, ...(isManual ? { capture: "manual" } : {}) };
      await create(play, subsequentOrder(kept, members));
      model.orders.push(
        isManual
          ? await reserved(orderId, amount, play)
          : newOrder({ orderId, amount, stage: "paid", rrn: await lastRrn(play, "sale") }),
      );
    },
  });

const openPage = (amount: number): Command =>
  command({
    name: `open a payment page for ${amount}`,
    async run(model, play) {
      const orderId = newOrderId("page");
      const order = await create(play, redirectOrder({ order_id: orderId, amount, gateway: "VISA" }));
      play.links.set(orderId, textAt(order["payment_url"]));
      play.pages.set(orderId, await play.shopper.open(textAt(order["payment_url"])));
      const at = (await nowOf(play)) + timesMs.session;
      const link = { until: at, tries: 1, isFailed: false };
      model.orders.push(newOrder({ orderId, amount, stage: "open", link, due: [{ at, event: "expire" }] }));
    },
  });

const pageAnswers = ["Y", "N", "leave"] as const;

const payPage = (choice: Choice, answer: (typeof pageAnswers)[number]): Command =>
  onOrder({
    name: `pay on a page, the issuer hears ${answer}`,
    choice: { ...choice, isAny: false },
    fits: ({ stage }) => stage === "open",
    async run(order, play) {
      const page = play.pages.get(order.orderId);
      assert.ok(page);
      const challenge = await reachChallenge(play.shopper, await submitCard(play.shopper, page, typedCard));
      if (answer === "leave") {
        const at = (await nowOf(play)) + timesMs.payment;
        return { ...order, stage: "waiting", due: [{ at, event: "expire" }] };
      }
      await answerChallenge(play.shopper, challenge, answer);
      return answer === "N"
        ? failed(order, "declined")
        : { ...order, stage: "paid", due: [], rrn: await lastRrn(play, "sale") };
    },
  });

export const cardCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  fc.tuple(amounts, fc.option(fc.constantFrom(...saleFaults), { freq: 3 })).map((drawn) => sell(...drawn)),
  amounts.map(authorize),
  amounts.map(authorize),
  fc.constant(null).map(leaveCard),
  fc.tuple(amounts, fc.boolean(), fc.nat(20)).map((drawn) => chargeToken(...drawn)),
  amounts.map(openPage),
  fc.tuple(choices, fc.constantFrom(...pageAnswers)).map((drawn) => payPage(...drawn)),
];
