import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { objectAt, textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: direct card orders whose outcome stands in the answer. Contract: orders.md §2.2, cards-3ds.md §1, §2, §4, §8.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const create = async (body: Record<string, unknown>): ReturnType<typeof api> =>
  await api("POST", "/orders", body);

test("an approved order is completed in the answer, with the money in the acquirer's books", async () => {
  const booksBefore = await world.controls.books();
  const order = assertAccepted(await create(directOrderWithout3ds({ amount: 1234 })));
  assert.equal(order["status"], "completed");
  assert.equal(order["financial_status"], "completed");
  assert.equal("customer_verification" in order, false);
  assert.match(textAt(order["completed"]), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
  assert.equal(order["reason_code"], "");
  const booksAfter = await world.controls.books();
  assert.equal(booksAfter.heldMinor - booksBefore.heldMinor, 1234);
});

test("details of the payment name brand, holder, last four digits and expiry, never the card", async () => {
  const answer = await create(directOrderWithout3ds());
  const order = assertAccepted(answer);
  const details = objectAt(order["payment_details"]);
  assert.equal(details["type"], "VISA");
  assert.equal(details["account_holder_name"], "Sam Sample");
  assert.equal(details["account_id"], null);
  assert.equal(details["last4"], 1111);
  assert.equal(details["card_expiry_date"], 3012);
  assert.equal(details["recurring_id"], null);
  assert.equal(details["recurring_model"], null);
  assert.equal(details["recurring_flow"], null);
  assert.match(textAt(details["external_transaction_id"]), /./);
  const method = objectAt(order, "payment_methods", 0);
  assert.equal(method["type"], "VISA");
  assert.equal(method["payment_description"], "Visa");
  assert.equal(method["status"], "completed");
  assert.equal(method["amount"], 1000);
  assert.equal(method["external_transaction_id"], details["external_transaction_id"]);
  assert.equal(answer.text.includes(cards.visa), false);
  assert.equal(answer.text.includes("card_cvc"), false);
});

test("costs of a started order hold the SYSTEM line", async () => {
  const order = assertAccepted(await create(directOrder()));
  const line = objectAt(order, "costs", 0);
  assert.equal(line["type"], "SYSTEM");
  assert.equal(line["amount"], 0);
  assert.equal(line["description"], "");
  assert.ok(Number.isSafeInteger(line["transaction_id"]));
});

for (const [redirectUrl, expected] of [
  ["http://shop.example/ok", "http://shop.example/ok?transactionid="],
  ["http://shop.example/ok?type=redirect", "http://shop.example/ok?type=redirect&transactionid="],
] as const) {
  test(`the payment URL of a completed order is ${redirectUrl} with the order id`, async () => {
    const body = directOrderWithout3ds({
      payment_options: { redirect_url: redirectUrl, cancel_url: "http://shop.example/no?a=b" },
    });
    const order = assertAccepted(await create(body));
    const orderId = String(body["order_id"]);
    assert.equal(order["payment_url"], `${expected}${orderId}`);
    assert.equal(order["cancel_url"], `http://shop.example/no?a=b&transactionid=${orderId}`);
  });
}

test("the order id stands before a fragment of the return address", async () => {
  const body = directOrderWithout3ds({ payment_options: { redirect_url: "http://shop.example/ok#thanks" } });
  const order = assertAccepted(await create(body));
  assert.equal(
    order["payment_url"],
    `http://shop.example/ok?transactionid=${String(body["order_id"])}#thanks`,
  );
});

test("without a return address the payment URL is a result page of our own", async () => {
  const order = assertAccepted(await create(directOrderWithout3ds()));
  const url = textAt(order["payment_url"]);
  assert.ok(url.startsWith(`${world.gatewayUrl}/`), url);
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<main[^>]*data-status="completed"/);
});

test("a refused card is declined with its reason, in a success envelope", async () => {
  const body = directOrderWithout3ds(
    { payment_options: { redirect_url: "http://shop.example/ok", cancel_url: "http://shop.example/no" } },
    { number: cards.visaInsufficientFunds },
  );
  const order = assertAccepted(await create(body));
  assert.equal(order["status"], "declined");
  assert.equal(order["financial_status"], "declined");
  assert.equal(order["reason"], "Insufficient funds");
  assert.equal(order["reason_code"], "4002");
  assert.equal(order["payment_url"], `http://shop.example/no?transactionid=${String(body["order_id"])}`);
  assert.equal("customer_verification" in order, false);
});

for (const [number, brand, name] of [
  [cards.visa, "VISA", "Visa"],
  [cards.mastercard, "MASTERCARD", "MasterCard"],
  [cards.maestro, "MAESTRO", "Maestro"],
  [cards.amex, "AMEX", "American Express"],
] as const) {
  test(`finds ${brand} from the number, also when the order names another brand`, async () => {
    for (const gateway of ["CREDITCARD", brand, brand === "VISA" ? "MASTERCARD" : "VISA"]) {
      const order = assertAccepted(await create(directOrderWithout3ds({ gateway }, { number })));
      assert.equal(objectAt(order["payment_details"])["type"], brand);
      assert.equal(objectAt(order, "payment_methods", 0)["payment_description"], name);
    }
  });
}

for (const alias of ["AMERICAN EXPRESS", "American Express", "americanexpress", "amex"]) {
  test(`takes ${alias} for AMEX`, async () => {
    const order = assertAccepted(
      await create(directOrderWithout3ds({ gateway: alias }, { number: cards.amex })),
    );
    assert.equal(objectAt(order["payment_details"])["type"], "AMEX");
  });
}

for (const [number, last4] of [
  [cards.visa, 1111],
  [cards.mastercardSeed, 4444],
  [cards.mastercard, "0004"],
  [cards.amex, "0015"],
] as const) {
  test(`the last four digits ${last4} keep a leading zero and are a number otherwise`, async () => {
    const order = assertAccepted(await create(directOrderWithout3ds({}, { number })));
    assert.equal(objectAt(order["payment_details"])["last4"], last4);
    assert.equal(objectAt(order, "payment_methods", 0)["last4"], last4);
  });
}

test("an expiry with a leading zero stays text, others are numbers", async () => {
  const early = assertAccepted(await create(directOrderWithout3ds({}, { expiry: "0912" })));
  assert.equal(objectAt(early["payment_details"])["card_expiry_date"], "0912");
  const late = assertAccepted(await create(directOrderWithout3ds({}, { expiry: 3101 })));
  assert.equal(objectAt(late["payment_details"])["card_expiry_date"], 3101);
});

for (const number of ["4111 1111 1111 1111", "4111-1111-1111-1111", " 4111111111111111 "]) {
  test(`reads the card number written as "${number}"`, async () => {
    const order = assertAccepted(await create(directOrderWithout3ds({}, { number })));
    assert.equal(objectAt(order["payment_details"])["last4"], 1111);
  });
}

test("takes the CVC under the name cvc as well", async () => {
  const body = directOrder({}, {}, { card_cvc: undefined, cvc: "123", flexible_3d: false });
  assert.equal(assertAccepted(await create(body))["status"], "completed");
});

test("a Maestro card needs no CVC", async () => {
  const body = directOrder({}, { number: cards.maestro }, { card_cvc: undefined, flexible_3d: false });
  assert.equal(assertAccepted(await create(body))["status"], "completed");
});

test("a card holder name may be missing", async () => {
  const body = directOrder({}, {}, { card_holder_name: undefined, flexible_3d: false });
  const order = assertAccepted(await create(body));
  assert.equal(objectAt(order["payment_details"])["account_holder_name"], null);
});

test("GET tells the same order as the answer, without the addresses", async () => {
  const body = directOrderWithout3ds();
  const created = assertAccepted(await create(body));
  const read = assertAccepted(await readOrder(api, String(body["order_id"])));
  const { payment_url: _paymentUrl, cancel_url: _cancelUrl, ...rest } = created;
  assert.deepEqual(read, rest);
});

test("an order in yen moves whole units", async () => {
  const order = assertAccepted(await create(directOrderWithout3ds({ currency: "JPY", amount: 500 })));
  assert.equal(order["amount"], 500);
  assert.equal(order["currency"], "JPY");
  assert.equal(order["status"], "completed");
});
