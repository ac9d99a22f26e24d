import assert from "node:assert/strict";
import fc from "fast-check";
import type { Page } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { amounts, type Choice, choices, type Command, command, onOrder } from "./command.ts";
import { failed, type Method, type ModelOrder, newOrder } from "./order-model.ts";
import { timesMs } from "./pass-time.ts";
import { create, type Model, nowOf, type Play } from "./play.ts";

/** What Klarna sells: chairs of 10.00 with 21 % tax. */
export const chair = {
  name: "Chair",
  unit_price: 10,
  quantity: 1,
  merchant_item_id: "CH-1",
  tax_table_selector: "",
} as const;
export const chairMinor = 1_210;

/** The shopper goes from the payment page to the provider's, and stands there. */
async function atProvider(
  play: Play,
  { method, amount, members }: { method: "ideal" | "klarna"; amount: number; members: OrderBody },
): Promise<ModelOrder> {
  const orderId = newOrderId(method);
  const gateway = method.toUpperCase();
  const customer = { locale: "nl_NL", country: "NL", email: "shopper@example.com" };
  const body = redirectOrder({ gateway, order_id: orderId, amount, customer, ...members });
  const order = await create(play, body);
  play.links.set(orderId, textAt(order["payment_url"]));
  const link = { until: (await nowOf(play)) + timesMs.session, tries: 1, isFailed: false };
  const page = await play.shopper.open(textAt(order["payment_url"]));
  return await goToProvider(newOrder({ orderId, amount, method, stage: "waiting", link }), page, play);
}

/** From the page of the one method that the order has. */
export async function goToProvider(order: ModelOrder, page: Page, play: Play): Promise<ModelOrder> {
  const { orderId, method } = order;
  const gateway = method.toUpperCase();
  play.pages.set(orderId, await play.shopper.submit(page, { values: { gateway } }));
  const at = (await nowOf(play)) + (method === "ideal" ? timesMs.payment : timesMs.payLater);
  return { ...order, stage: "waiting", due: [{ at, event: "expire" }] };
}

const orderIdeal = (amount: number): Command =>
  command({
    name: `order by iDEAL for ${amount}`,
    async run(model, play) {
      model.orders.push(await atProvider(play, { method: "ideal", amount, members: {} }));
    },
  });

const orderKlarna = (chairs: number): Command =>
  command({
    name: `order ${chairs} chairs by Klarna`,
    async run(model, play) {
      const members = {
        shopping_cart: { items: [{ ...chair, quantity: chairs }] },
        checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
      };
      const amount = chairs * chairMinor;
      model.orders.push(await atProvider(play, { method: "klarna", amount, members }));
    },
  });

const endings = { success: "paid", failure: "declined", cancelled: "void", expired: "expired" } as const;
type Scenario = keyof typeof endings;
const scenarios = ["success", "success", "success", "failure", "cancelled", "expired"] as const;
const webhookFaults = ["webhook-lost", "webhook-twice"] as const;

const isProvided = (method: Method): boolean => method === "ideal" || method === "klarna";

const choose = (choice: Choice, scenario: Scenario, fault: string | null): Command =>
  onOrder({
    name: `at the bank: ${scenario}${fault === null ? "" : `, ${fault}`}`,
    choice: { ...choice, isAny: false },
    fits: ({ method, stage }) => isProvided(method) && stage === "waiting",
    async run(order, play) {
      const page = play.pages.get(order.orderId);
      assert.ok(page);
      if (fault !== null) await play.world.controls.fault({ kind: fault, count: 1 });
      await play.shopper.submit(page, { values: { scenario } });
      await play.world.controls.clearFaults();
      const isPromise = order.method === "klarna" && scenario === "success";
      const lapse = { at: (await nowOf(play)) + timesMs.promise, event: "lapse" } as const;
      const stage = endings[scenario];
      if (stage !== "paid") return failed(order, stage);
      return {
        ...order,
        stage,
        settlement: isPromise ? "uncleared" : "completed",
        due: isPromise ? [lapse] : [],
      };
    },
  });

/** By the last digit of the account: what becomes of a direct debit, and when. */
const debitScripts = {
  1: [{ after: timesMs.debitFirst, event: "pay" }],
  2: [{ after: timesMs.debitFirst, event: "fail" }],
  3: [
    { after: timesMs.debitFirst, event: "hold" },
    { after: timesMs.debitSecond, event: "pay" },
  ],
  4: [
    { after: timesMs.debitFirst, event: "hold" },
    { after: timesMs.debitSecond, event: "fail" },
  ],
} as const;
type DebitScript = keyof typeof debitScripts;
const debitAccounts: readonly DebitScript[] = [1, 2, 3, 4];

const debit = (amount: number, account: DebitScript): Command =>
  command({
    name: `debit ${amount} from account ${account}`,
    async run(model, play) {
      const orderId = newOrderId("debit");
      const info = {
        account_holder_name: "Sam Sample",
        account_holder_iban: `NL87ABNA000000000${account}`,
      };
      await create(play, directOrder({ order_id: orderId, amount, gateway: "DIRDEB", gateway_info: info }));
      const now = await nowOf(play);
      const due = debitScripts[account].map(({ after, event }) => ({ at: now + after, event }));
      model.orders.push(newOrder({ orderId, amount, method: "debit", stage: "waiting", due }));
    },
  });

export const providerCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  amounts.map(orderIdeal),
  fc.integer({ min: 1, max: 9 }).map(orderKlarna),
  fc
    .tuple(choices, fc.constantFrom(...scenarios), fc.option(fc.constantFrom(...webhookFaults), { freq: 4 }))
    .map((drawn) => choose(...drawn)),
  fc.tuple(choices, fc.constantFrom(...scenarios), fc.constant(null)).map((drawn) => choose(...drawn)),
  fc.tuple(amounts, fc.constantFrom(...debitAccounts)).map((drawn) => debit(...drawn)),
];
