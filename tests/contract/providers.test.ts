import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { signedHeaders } from "../support/bank-call.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { listAt, objectAt, textAt } from "../support/json.ts";
import { attributeOf, linksOf, textOf } from "../support/markup.ts";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: the methods that are not cards, from the order to the provider's pages and back.
// Contract: gateways.md §5 and §6, statuses.md §3.3 to §3.5.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const minutes = (count: number): number => count * 60;
const days = (count: number): number => count * 86_400;

interface Ordered {
  readonly orderId: string;
  readonly paymentUrl: string;
  readonly data: ReturnType<typeof assertAccepted>;
}

const urlsOf = (orderId: string): OrderBody => ({
  notification_url: `${shop.url}/n/${orderId}`,
  redirect_url: `${shop.url}/ok`,
  cancel_url: `${shop.url}/no`,
});

async function order(body: OrderBody): Promise<Ordered> {
  const orderId = newOrderId();
  const data = assertAccepted(
    await api("POST", "/orders", { ...body, order_id: orderId, payment_options: urlsOf(orderId) }),
  );
  return { orderId, data, paymentUrl: textAt(data["payment_url"]) };
}

const redirectTo = (gateway: string, members: OrderBody = {}): Promise<Ordered> =>
  order(redirectOrder({ gateway, customer: { locale: "nl_NL", country: "NL" }, ...members }));

const directTo = (gateway: string, members: OrderBody = {}): Promise<Ordered> =>
  order(directOrder({ gateway, gateway_info: {}, ...members }));

/** From the payment page of one method to its provider. */
async function continueTo(ordered: Ordered, gateway: string): Promise<Page> {
  const page = await shopper.open(ordered.paymentUrl);
  return await shopper.submit(page, { values: { gateway } });
}

const choose = (page: Page, scenario: string): Promise<Page> =>
  shopper.submit(page, { values: { scenario } });

for (const [scenario, status, isPaid] of [
  ["success", "completed/completed", true],
  ["failure", "declined/declined", false],
  ["cancelled", "void/void", false],
  ["expired", "expired/expired", false],
] as const) {
  test(`iDEAL with the scenario ${scenario} ends ${status} and leads back to the shop`, async () => {
    const ordered = await redirectTo("IDEAL");
    const end = await choose(await continueTo(ordered, "IDEAL"), scenario);
    assert.equal(end.leftFor, `${shop.url}/${isPaid ? "ok" : "no"}?transactionid=${ordered.orderId}`);
    assert.equal(await statusesOf(api, ordered.orderId), status);
    await shop.receives(`/n/${ordered.orderId}`, 1);
  });
}

for (const gateway of ["BELFIUS", "CBC", "KBC", "TRUSTLY", "GIROPAY", "EPS", "APPLEPAY", "GOOGLEPAY"]) {
  test(`${gateway} paid at the provider's page is completed/completed`, async () => {
    const ordered = await redirectTo(gateway);
    const end = await choose(await continueTo(ordered, gateway), "success");
    assert.match(end.leftFor ?? "", /\/ok\?transactionid=/);
    assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  });
}

for (const gateway of ["PAYPAL", "ALIPAY"]) {
  test(`the money of ${gateway} stays with the wallet: completed/initialized`, async () => {
    const ordered = await redirectTo(gateway);
    await choose(await continueTo(ordered, gateway), "success");
    assert.equal(await statusesOf(api, ordered.orderId), "completed/initialized");
    const details = objectAt(assertAccepted(await readOrder(api, ordered.orderId)), "payment_details");
    assert.equal(details["type"], gateway);
  });
}

test("PayPal closed by the shopper is expired", async () => {
  const ordered = await redirectTo("PAYPAL");
  await choose(await continueTo(ordered, "PAYPAL"), "closed");
  assert.equal(await statusesOf(api, ordered.orderId), "expired/expired");
});

test("Sofort waits uncleared for the money and is completed two minutes later", async () => {
  const ordered = await redirectTo("DIRECTBANK");
  const end = await choose(await continueTo(ordered, "DIRECTBANK"), "success");
  assert.match(end.leftFor ?? "", /\/ok\?transactionid=/);
  assert.equal(await statusesOf(api, ordered.orderId), "uncleared/uncleared");
  await world.clock.advance(minutes(2));
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
});

test("a direct iDEAL order answers with the address of the bank", async () => {
  const ordered = await directTo("IDEAL", { gateway_info: { issuer_id: "3151" } });
  assert.equal(
    `${textAt(ordered.data["status"])}/${textAt(ordered.data["financial_status"])}`,
    "initialized/initialized",
  );
  assert.ok(ordered.paymentUrl.startsWith(world.simulatorUrl), ordered.paymentUrl);
  const end = await choose(await shopper.open(ordered.paymentUrl), "success");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
  const read = assertAccepted(await readOrder(api, ordered.orderId));
  assert.equal(objectAt(read, "payment_details")["issuer_id"], "3151");
  assert.equal(textAt(objectAt(listAt(read, "payment_methods")[0])["type"]), "IDEAL");
});

test("an iDEAL issuer that is none is refused", async () => {
  const body = directOrder({ gateway: "IDEAL", gateway_info: { issuer_id: "9999" } });
  assertRefused(await api("POST", "/orders", body), { code: 1036 });
});

for (const [gateway, why] of [
  ["GIROPAY", "direct on a method that is redirect only"],
  ["APPLEPAY", "a wallet's token, which nobody here can open"],
] as const) {
  test(`${why} is refused with 1023`, async () => {
    const body = directOrder({ gateway, gateway_info: { payment_token: "{}" } });
    assertRefused(await api("POST", "/orders", body), { code: 1023 });
  });
}

test("a currency that the method does not know is refused with 1002", async () => {
  assertRefused(await api("POST", "/orders", redirectOrder({ gateway: "IDEAL", currency: "USD" })), {
    code: 1002,
  });
});

test("a bank transfer tells where the money must go to, and completes when it has come", async () => {
  const ordered = await directTo("BANKTRANS", {
    gateway_info: { account_holder_iban: "NL87ABNA0000000001" },
  });
  const info = objectAt(ordered.data, "gateway_info");
  assert.match(textAt(info["destination_holder_iban"]), /^[A-Z]{2}\d{2}/);
  assert.notEqual(textAt(info["reference"]), "");
  const page = await shopper.open(ordered.paymentUrl);
  assert.ok(textOf(page.html).includes(textAt(info["reference"])));
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  await world.clock.advance(minutes(2));
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
});

for (const [last, steps] of [
  ["01", ["completed/completed"]],
  ["02", ["declined/declined"]],
  ["03", ["uncleared/uncleared", "completed/completed"]],
  ["04", ["uncleared/uncleared", "declined/declined"]],
] as const) {
  test(`a direct debit from the account that ends in ${last} goes ${steps.join(", then ")}`, async () => {
    const ordered = await directTo("DIRDEB", {
      gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: `NL87ABNA00000000${last}` },
    });
    assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
    await world.clock.advance(minutes(2));
    assert.equal(await statusesOf(api, ordered.orderId), steps[0]);
    await world.clock.advance(minutes(1));
    assert.equal(await statusesOf(api, ordered.orderId), steps.at(-1));
  });
}

test("a direct debit without an account is refused with 1016", async () => {
  assertRefused(await api("POST", "/orders", directOrder({ gateway: "DIRDEB", gateway_info: {} })), {
    code: 1016,
  });
});

const cart = {
  amount: 12_100,
  shopping_cart: {
    items: [
      { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", tax_table_selector: "" },
    ],
  },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
};

test("Klarna is completed/uncleared, and its money comes after the shipment", async () => {
  const ordered = await redirectTo("KLARNA", {
    ...cart,
    customer: { locale: "nl_NL", country: "NL", email: "shopper@example.com" },
  });
  await choose(await continueTo(ordered, "KLARNA"), "success");
  assert.equal(await statusesOf(api, ordered.orderId), "completed/uncleared");
  assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "shipped" }));
  assert.equal(await statusesOf(api, ordered.orderId), "shipped/uncleared");
  await world.clock.advance(days(1) + 60);
  assert.equal(await statusesOf(api, ordered.orderId), "shipped/completed");
});

test("a pay-later order whose cart is not worth its amount is refused with 1027", async () => {
  const body = redirectOrder({ gateway: "KLARNA", ...cart, amount: 10_000 });
  assertRefused(await api("POST", "/orders", body), { code: 1027 });
});

for (const gateway of ["EINVOICE", "PAYAFTER"]) {
  const bnpl = {
    ...cart,
    gateway_info: { birthday: "1990-12-31", phone: "0200000000", bank_account: "NL87ABNA0000000001" },
  };
  test(`${gateway} is uncleared/uncleared until the shop takes it, then follows the shipment`, async () => {
    const ordered = await directTo(gateway, bnpl);
    assert.equal(await statusesOf(api, ordered.orderId), "uncleared/uncleared");
    assert.notEqual(ordered.paymentUrl, "");
    assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "completed" }));
    assert.equal(await statusesOf(api, ordered.orderId), "completed/uncleared");
    assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "shipped" }));
    await world.clock.advance(days(14) + 60);
    assert.equal(await statusesOf(api, ordered.orderId), "shipped/completed");
  });

  test(`${gateway} refused by the shop is void/void`, async () => {
    const ordered = await directTo(gateway, bnpl);
    assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "declined" }));
    assert.equal(await statusesOf(api, ordered.orderId), "void/void");
  });
}

test("the page of an order without a gateway offers each method that fits currency and country", async () => {
  const ordered = await redirectTo("", { ...cart, customer: { locale: "nl_NL", country: "NL" } });
  const page = await shopper.open(ordered.paymentUrl);
  assert.ok(page.html.includes('value="IDEAL"'), "no button for iDEAL");
  assert.ok(!page.html.includes('value="BELFIUS"'), "Belfius is for Belgium");
  assert.ok(
    linksOf(page.html).some((link) => link.includes("gateway=IN3")),
    "no link to in3",
  );
  const end = await choose(await shopper.submit(page, { button: "IDEAL" }), "success");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
});

test("a method that has to know more asks for it, and says what is wrong with an answer", async () => {
  const ordered = await redirectTo("DIRDEB");
  const form = await shopper.open(ordered.paymentUrl);
  const refused = await shopper.submit(form, { values: { account_holder_iban: "<b>none</b>" } });
  assert.equal(refused.status, 422);
  assert.ok(!refused.html.includes("<b>none</b>"));
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  const end = await shopper.submit(refused, {
    values: { account_holder_name: "Sam Sample", account_holder_iban: "NL87 ABNA 0000 0000 01" },
  });
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
  await world.clock.advance(minutes(2));
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
});

test("in3 knows a shopper by his birthday in whichever form the shop sends it", async () => {
  for (const [birthday, expected] of [
    ["2000-01-01", "declined/declined"],
    ["01-01-2000", "declined/declined"],
    ["01012000", "declined/declined"],
    ["01-01-1999", "initialized/initialized"],
  ] as const) {
    const customer = {
      locale: "nl_NL",
      ip_address: "192.0.2.10",
      zip_code: birthday.includes("1999") ? "1234AB" : "1111AB",
      house_number: "1",
      country: "NL",
    };
    const ordered = await directTo("IN3", { ...cart, customer, gateway_info: { birthday } });
    assert.equal(await statusesOf(api, ordered.orderId), expected, birthday);
  }
});

test("a shopper who leaves the bank finds the way back to it, or can give up", async () => {
  const ordered = await redirectTo("IDEAL");
  await continueTo(ordered, "IDEAL");
  const page = await shopper.open(ordered.paymentUrl);
  assert.ok(linksOf(page.html).some((link) => link.startsWith(world.simulatorUrl)));
  const end = await shopper.submit(page);
  assert.equal(end.leftFor, `${shop.url}/no?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "void/void");
});

test("a shopper who never comes back leaves an order that expires after an hour", async () => {
  const ordered = await redirectTo("IDEAL");
  const bank = await continueTo(ordered, "IDEAL");
  await world.clock.advance(minutes(61));
  assert.equal(await statusesOf(api, ordered.orderId), "expired/expired");
  await choose(bank, "success").catch(() => undefined);
  assert.equal(await statusesOf(api, ordered.orderId), "expired/expired");
});

test("coming back twice, or opening the way back without having paid, changes nothing", async () => {
  const ordered = await redirectTo("IDEAL");
  const bank = await continueTo(ordered, "IDEAL");
  const back = `${ordered.paymentUrl.split("?")[0]}return`;
  await shopper.open(back);
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  await choose(bank, "success");
  for (const _ of [1, 2]) {
    const again = await shopper.open(back);
    assert.equal(again.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
  }
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  assert.equal((await shop.receives(`/n/${ordered.orderId}`, 1)).length, 1);
});

test("a webhook with a word that was never handed out is not found", async () => {
  const path = `/providers/att_${"0".repeat(32)}/${"0".repeat(64)}`;
  const headers = signedHeaders({ method: "POST", path, body: "{}" }, { tag: "bank-link-webhook" });
  const response = await fetch(`${world.gatewayUrl}${path}`, { method: "POST", headers, body: "{}" });
  assert.equal(response.status, 404);
});

test("a refund of an iDEAL payment goes back over the bank link in the nightly run", async () => {
  const ordered = await redirectTo("IDEAL");
  await choose(await continueTo(ordered, "IDEAL"), "success");
  assertAccepted(await api("POST", `/orders/${ordered.orderId}/refunds`, { currency: "EUR", amount: 400 }));
  await world.clock.advance(days(1));
  const read = assertAccepted(await readOrder(api, ordered.orderId));
  assert.equal(read["status"], "partial_refunded");
  assert.equal(textAt(objectAt(listAt(read, "related_transactions")[0])["status"]), "completed");
});

test("a provider's payment is a line of the list of transactions under its method", async () => {
  const ordered = await redirectTo("IDEAL");
  await choose(await continueTo(ordered, "IDEAL"), "success");
  const lines = listAt((await api("GET", "/transactions?payment_method=IDEAL&limit=500")).body, "data");
  assert.ok(lines.some((line) => objectAt(line)["order_id"] === ordered.orderId));
});

test("a paid order is found by where its money is", async () => {
  const ordered = await redirectTo("KLARNA", {
    ...cart,
    customer: { locale: "nl_NL", country: "NL", email: "shopper@example.com" },
  });
  await choose(await continueTo(ordered, "KLARNA"), "success");
  const typesFound = async (query: string): Promise<readonly string[]> =>
    listAt((await api("GET", `/transactions?limit=500&${query}`)).body, "data")
      .map((line) => objectAt(line))
      .filter((line) => line["order_id"] === ordered.orderId)
      .map((line) => textAt(line["type"]));
  assert.deepEqual(await typesFound("financial_status=uncleared"), ["payment"]);
  assert.deepEqual(await typesFound("status=completed&financial_status=uncleared"), ["payment"]);
  assert.deepEqual(await typesFound("payment_method=KLARNA&financial_status=uncleared"), ["payment"]);
  assert.deepEqual(await typesFound("financial_status=completed"), []);

  assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "shipped" }));
  await world.clock.advance(days(1) + 60);
  assert.deepEqual(await typesFound("financial_status=uncleared"), []);
  assert.deepEqual(await typesFound("financial_status=completed&status=shipped"), ["payment"]);
});

test("the issuers of iDEAL are listed; no other method has any", async () => {
  const issuers = listAt((await api("GET", "/issuers/ideal")).body, "data");
  assert.ok(issuers.some((issuer) => objectAt(issuer)["code"] === "3151"));
  assertRefused(await api("GET", "/issuers/visa"), { code: 1036 });
});

test("the status of a page of ours that waits for the money is pending", async () => {
  const ordered = await directTo("BANKTRANS");
  const page = await shopper.open(ordered.paymentUrl);
  assert.equal(attributeOf(page.html, "main", "data-status"), "pending");
});
