import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: what a shop and a shopper tell of a person stands in no line of the log, and what only the provider needs is not
// kept once the provider has it. Method: payments with every ending, each member with a word that is nowhere else.

const world = await startWorld({ logLevel: "trace" });
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** Of the consumer; its digits and words stand nowhere else. */
const person = {
  email: "petronella@quietmail.example",
  phone: "0612345987",
  iban: "NL87ABNA0000000001",
  birthday: "1971-03-29",
  gender: "mrs-petronella",
  firstName: "Petronella",
  lastName: "Vandersluisdeur",
  address: "Verborgenpad",
  zipCode: "9741QX",
  ip: "198.51.100.77",
};

const customer = {
  locale: "nl_NL",
  country: "NL",
  ip_address: person.ip,
  first_name: person.firstName,
  last_name: person.lastName,
  address1: person.address,
  house_number: "1",
  zip_code: person.zipCode,
  email: person.email,
  phone: person.phone,
};

const cart = {
  amount: 12_100,
  shopping_cart: {
    items: [
      { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", tax_table_selector: "" },
    ],
  },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
};

const payment_options = { notification_url: `${shop.url}/n`, notification_method: "POST" };

async function payDirectly(gateway: string, info: OrderBody, members: OrderBody = {}): Promise<string> {
  const orderId = newOrderId();
  const gateway_info = { ...info, phone: person.phone, email: person.email };
  const body = directOrder({
    gateway,
    order_id: orderId,
    customer,
    payment_options,
    gateway_info,
    ...members,
  });
  assertAccepted(await api("POST", "/orders", body));
  return orderId;
}

const payLater = (gateway: string): Promise<string> =>
  payDirectly(gateway, { birthday: person.birthday, gender: person.gender, bank_account: person.iban }, cart);

test("payments with personal data end in every way", async () => {
  const invoiced = await payLater("EINVOICE");
  assertAccepted(await api("PATCH", `/orders/${invoiced}`, { status: "completed" }));
  assert.equal(await statusesOf(api, invoiced), "completed/uncleared");
  const declined = await payLater("PAYAFTER");
  assertAccepted(await api("PATCH", `/orders/${declined}`, { status: "declined" }));
  const debited = await payDirectly("DIRDEB", {
    account_holder_iban: person.iban,
    account_holder_name: person.lastName,
  });
  await world.clock.advance(180);
  assert.equal(await statusesOf(api, debited), "completed/completed");
  const refund = { amount: 100, currency: "EUR" };
  assertAccepted(await api("POST", `/orders/${debited}/refunds`, refund));
  await payDirectly("BANKTRANS", { account_holder_iban: person.iban });
  for (const scenario of ["success", "failure"]) {
    const body = redirectOrder({ gateway: "IN3", customer, payment_options, ...cart });
    const form = await shopper.open(
      textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]),
    );
    const atBank = await shopper.submit(form, { values: { gateway: "IN3", birthday: "29-03-1971" } });
    await shopper.submit(atBank, { values: { scenario } });
  }
  await world.clock.advance(2 * 86_400);
  await shop.receives("/n", 5);
});

test("birthday and gender are not kept once the provider has them, and what is shown of the account is", async () => {
  const rows = await world.sql("select state, provider::text as provider from payment_attempt");
  assert.ok(rows.length >= 6);
  const kept = rows.map(({ provider }) => String(provider)).join("\n");
  assert.ok(kept.includes(person.iban));
  for (const word of [person.birthday, person.gender]) assert.equal(kept.includes(word), false, word);
  const orders = await world.sql("select row_to_json(orders)::text as text from orders");
  assert.ok(orders.some(({ text }) => String(text).includes(person.email)));
  for (const { text } of orders) {
    for (const word of [person.birthday, person.gender])
      assert.equal(String(text).includes(word), false, word);
  }
});

test("what the provider must be asked with again is kept until it has answered", async () => {
  await world.controls.fault({ kind: "bank-http-500", count: 1, where: "bank-payment" });
  const orderId = await payLater("EINVOICE");
  const keptOf = async (): Promise<string> => {
    const [row] = await world.sql(
      `select state, provider::text as provider from payment_attempt
       join orders on orders.key = payment_attempt.order_key where order_id = $1`,
      [orderId],
    );
    return `${String(row?.["state"])} ${String(row?.["provider"])}`;
  };
  const asked = await keptOf();
  assert.match(asked, /^starting /);
  assert.ok(asked.includes(person.birthday) && asked.includes(person.gender));
  await world.clock.advance(600);
  const answered = await keptOf();
  assert.match(answered, /^awaiting /);
  for (const word of [person.birthday, person.gender]) assert.equal(answered.includes(word), false, word);
});

test("no line of the log holds what is told of a person", () => {
  const log = world.gatewayLog();
  assert.match(log, /"event":"request"/);
  for (const [member, word] of Object.entries(person)) {
    assert.equal(log.includes(word), false, `${member} stands in the log`);
  }
});
