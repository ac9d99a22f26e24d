import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused, missingFrom } from "../support/expectations.ts";
import { numberAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: reading an order by every name it has. Contract: orders.md §3, README.md §6.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

test("an order that does not exist is 1006", async () => {
  assertRefused(await readOrder(api, newOrderId("nobody")), { code: 1006 });
  assertRefused(await readOrder(api, "x".repeat(51)), { code: 1006 });
});

test("a transaction id names the order as well", async () => {
  const body = directOrderWithout3ds();
  const created = assertAccepted(await api("POST", "/orders", body));
  const byTransaction = assertAccepted(await readOrder(api, String(numberAt(created["transaction_id"]))));
  assert.equal(byTransaction["order_id"], body["order_id"]);
});

test("an exact order id wins over an equal transaction id", async () => {
  const first = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  const number = String(numberAt(first["transaction_id"]));
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: number, amount: 4242 })));
  assert.equal(assertAccepted(await readOrder(api, number))["amount"], 4242);
});

test("transaction ids are positive integers of at most sixteen digits that JavaScript holds", async () => {
  const seen = new Set<number>();
  for (let count = 0; count < 5; count += 1) {
    const order = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
    const id = numberAt(order["transaction_id"]);
    assert.ok(Number.isSafeInteger(id) && id > 0 && String(id).length <= 16, String(id));
    seen.add(id);
  }
  assert.equal(seen.size, 5);
});

test("order ids are told apart by case and by white space at the end", async () => {
  const orderId = newOrderId("case");
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
  assertRefused(await readOrder(api, orderId.toUpperCase()), { code: 1006 });
  assertRefused(await readOrder(api, `${orderId} `), { code: 1006 });
});

test("a completed order has every member of the contract with its type", async () => {
  const body = directOrderWithout3ds();
  assertAccepted(await api("POST", "/orders", body));
  const order = assertAccepted(await readOrder(api, String(body["order_id"])));
  const problems = missingFrom(order, {
    amount: 1000,
    amount_refunded: 0,
    costs: [{ transaction_id: 1, amount: 0, description: "", type: "SYSTEM" }],
    created: "",
    completed: "",
    currency: "EUR",
    custom_info: { custom_1: null, custom_2: null, custom_3: null },
    customer: { country: "NL", country_name: "", email: "", first_name: "", last_name: "", locale: "" },
    description: "",
    fastcheckout: "NO",
    financial_status: "completed",
    items: null,
    modified: "",
    order_id: "",
    payment_details: {
      account_holder_name: "",
      account_id: null,
      card_expiry_date: 3012,
      external_transaction_id: "",
      last4: 1111,
      recurring_flow: null,
      recurring_id: null,
      recurring_model: null,
      type: "VISA",
    },
    payment_methods: [
      {
        account_holder_name: "",
        amount: 1000,
        card_expiry_date: 3012,
        currency: "EUR",
        description: "",
        external_transaction_id: "",
        last4: 1111,
        payment_description: "Visa",
        status: "completed",
        type: "VISA",
      },
    ],
    reason_code: "",
    related_transactions: null,
    status: "completed",
    transaction_id: 1,
    var1: null,
    var2: null,
    var3: null,
  });
  assert.deepEqual(problems, []);
});
