import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { at, listAt, objectAt, textAt } from "../support/json.ts";
import { textOf } from "../support/markup.ts";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference, recurringOf, subsequentOrder, tokensOf } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: a payment from a bank account leaves a token, and later payments are direct debits by it. Contract: cards-3ds.md
// §10, tokens-transactions-account.md §1.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Left {
  readonly orderId: string;
  readonly token: string;
}

/** Goes to the bank and chooses there. */
async function payAtBank(gateway: string, members: OrderBody, scenario = "success"): Promise<string> {
  const body = redirectOrder({ gateway, order_id: newOrderId("initial"), ...members });
  const url = textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]);
  const bank = await shopper.submit(await shopper.open(url), { values: { gateway } });
  await shopper.submit(bank, { values: { scenario } });
  return textAt(String(body["order_id"]));
}

const recurring = (reference: string, model = "subscription"): OrderBody => ({
  recurring_model: model,
  customer: { locale: "nl_NL", country: "NL", first_name: "Sam", last_name: "Sample", reference },
});

async function leaveAccount(gateway: string, reference: string): Promise<Left> {
  const orderId = await payAtBank(gateway, recurring(reference));
  await world.clock.advance(120);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const order = assertAccepted(await readOrder(api, orderId));
  return { orderId, token: textAt(order, "payment_details", "recurring_id") };
}

for (const gateway of ["IDEAL", "DIRECTBANK"]) {
  test(`the account that paid by ${gateway} is left, listed, and debited again by its token`, async () => {
    const reference = newReference();
    const { orderId, token } = await leaveAccount(gateway, reference);
    const initial = assertAccepted(await readOrder(api, orderId));
    assert.deepEqual(recurringOf(initial), [token, "subscription", "token"]);
    const listed = listAt(assertAccepted(await tokensOf(api, reference)), "tokens");
    assert.deepEqual(listed, [
      {
        token,
        code: gateway,
        display: "IBAN xxxx xxxx xxxx 0001",
        bin: "",
        name_holder: "Sam Sample",
        expiry_date: "",
        expired: 0,
        last4: "0001",
        model: "subscription",
        recurring_model: "subscription",
      },
    ]);

    for (const members of [{ gateway: "DIRDEB" }, {}]) {
      const body = subsequentOrder({ token, reference, model: "subscription" }, members);
      const charged = assertAccepted(await api("POST", "/orders", body));
      const id = textAt(charged["order_id"]);
      assert.equal(await statusesOf(api, id), "initialized/initialized");
      assert.deepEqual(recurringOf(charged), [token, "subscription", "token"]);
      assert.equal(textAt(charged, "payment_details", "type"), "DIRDEB");
      assert.equal(textAt(charged, "payment_details", "account_iban"), "NL87ABNA0000000001");
      await world.clock.advance(120);
      assert.equal(await statusesOf(api, id), "completed/completed");
      assert.equal(at(assertAccepted(await readOrder(api, id)), "payment_details", "recurring_id"), token);
    }
    assert.equal(listAt(assertAccepted(await tokensOf(api, reference)), "tokens").length, 1);
  });
}

test("the same account of the same shopper is the same token", async () => {
  const reference = newReference();
  const first = await leaveAccount("IDEAL", reference);
  assert.equal((await leaveAccount("IDEAL", reference)).token, first.token);
});

test("a direct debit leaves its account too, and goes the way of that account again", async () => {
  const reference = newReference();
  const body = directOrder({
    gateway: "DIRDEB",
    gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000003" },
    ...recurring(reference),
  });
  const created = assertAccepted(await api("POST", "/orders", body));
  assert.equal(at(created, "payment_details", "recurring_id"), null);
  await world.clock.advance(120);
  const orderId = textAt(created["order_id"]);
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  await world.clock.advance(60);
  const paid = assertAccepted(await readOrder(api, orderId));
  const token = textAt(paid, "payment_details", "recurring_id");
  const charge = subsequentOrder({ token, reference, model: "subscription" });
  const charged = textAt(assertAccepted(await api("POST", "/orders", charge))["order_id"]);
  await world.clock.advance(120);
  assert.equal(await statusesOf(api, charged), "uncleared/uncleared");
});

test("no account is left by who does not pay, nor without a model, nor without a reference", async () => {
  const reference = newReference();
  const customer = objectAt(JSON.parse(JSON.stringify(recurring(reference)["customer"])));
  await payAtBank("IDEAL", recurring(reference), "failure");
  await payAtBank("IDEAL", { customer });
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  const orderId = await payAtBank("IDEAL", { ...recurring(""), customer: { ...customer, reference: "" } });
  const order = assertAccepted(await readOrder(api, orderId));
  assert.equal(at(order, "payment_details", "recurring_id"), null);
});

test("a token is charged by its own kind of gateway, its own shopper and its own model only", async () => {
  const reference = newReference();
  const { token } = await leaveAccount("IDEAL", reference);
  const card = await leaveCard(api, { reference, model: "subscription" });
  const charge = { reference, model: "subscription" };
  for (const [charged, members] of [
    [{ ...charge, token }, { gateway: "VISA" }],
    [{ ...charge, token }, { gateway: "IDEAL" }],
    [{ ...charge, token: card }, { gateway: "DIRDEB" }],
    [{ ...charge, token, reference: newReference() }, {}],
    [{ ...charge, token, model: "cardOnFile" }, {}],
  ] as const) {
    const body = subsequentOrder(charged, members);
    assertRefused(await api("POST", "/orders", body), { code: 1000 });
  }
  const dollars = subsequentOrder({ ...charge, token }, { currency: "USD" });
  assertRefused(await api("POST", "/orders", dollars), { code: 1002 });
});

test("an account has no expiry to change, and is gone once it is removed", async () => {
  const reference = newReference();
  const { token } = await leaveAccount("IDEAL", reference);
  const path = (verb: string): string => `/recurring/${reference}/${verb}/${token}`;
  assert.equal(assertAccepted(await api("GET", path("token")))["code"], "IDEAL");
  const update = await api("PATCH", path("update"), { expiry_date: "3012" });
  assertRefused(update, { code: 1000, status: 410 });
  assert.deepEqual(assertAccepted(await api("DELETE", path("remove"))), { removed: true });
  const charge = subsequentOrder({ token, reference, model: "subscription" });
  assertRefused(await api("POST", "/orders", charge), { code: 1000 });
});

test("who confirms a direct debit on the page reads whether it is for once or for later too", async () => {
  const sentenceOf = async (members: OrderBody): Promise<string> => {
    const body = redirectOrder({ gateway: "DIRDEB", ...members });
    const url = textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]);
    return textOf((await shopper.open(url)).html);
  };
  assert.match(await sentenceOf({}), /collect this amount once/);
  const leaving = { recurring_model: "subscription", customer: { reference: newReference() } };
  assert.match(await sentenceOf(leaving), /and later amounts/);
});
