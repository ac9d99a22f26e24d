import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import type { Json, JsonObject } from "../support/json.ts";
import { at, objectAt, textAt } from "../support/json.ts";
import { cardInfo, directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the loose input that real clients send means what the contract says. Contract: README.md §6, row by row.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

async function created(body: OrderBody): Promise<JsonObject> {
  assertAccepted(await api("POST", "/orders", body));
  return assertAccepted(await readOrder(api, String(body["order_id"])));
}

for (const [given, meant] of [
  [1000, 1000],
  ["1000", 1000],
  ["8", 8],
] as const) {
  test(`the amount ${JSON.stringify(given)} is ${meant} minor units`, async () => {
    assert.equal((await created(redirectOrder({ amount: given })))["amount"], meant);
  });
}

for (const given of [true, false, "", "true", "false", 1, 0, "1", "0", null]) {
  test(`close_window may be ${JSON.stringify(given)}`, async () => {
    await created(redirectOrder({ payment_options: { close_window: given } }));
  });
}

for (const given of ["", null, undefined, "visa", "Visa", "CreditCard", "mAsTeRcArD"]) {
  test(`the gateway may be ${JSON.stringify(given) ?? "absent"}`, async () => {
    await created(redirectOrder({ gateway: given }));
  });
}

for (const [given, echoed] of [
  [4711, "4711"],
  ["my-order", "my-order"],
  [0.4711, "0.4711"],
] as const) {
  test(`the order id ${JSON.stringify(given)} comes back as text`, async () => {
    const answer = assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: given })));
    assert.equal(answer["order_id"], echoed);
  });
}

for (const given of [false, 0, "0", "false", "FALSE", "False"]) {
  test(`flexible_3d of ${JSON.stringify(given)} switches 3-D Secure off`, async () => {
    const order = assertAccepted(await api("POST", "/orders", directOrder({}, {}, { flexible_3d: given })));
    assert.equal(order["status"], "completed");
  });
}

for (const given of [true, 1, "1", "true", "TRUE"]) {
  test(`flexible_3d of ${JSON.stringify(given)} switches 3-D Secure on`, async () => {
    const order = assertAccepted(await api("POST", "/orders", directOrder({}, {}, { flexible_3d: given })));
    assert.ok("customer_verification" in order);
  });

  test(`moto of ${JSON.stringify(given)} needs no 3-D Secure`, async () => {
    const order = assertAccepted(await api("POST", "/orders", directOrder({}, {}, { moto: given })));
    assert.equal(order["status"], "completed");
  });
}

for (const [name, members] of [
  ["numbers", { unit_price: 10, quantity: 2 }],
  ["numeric texts", { unit_price: "10.5", quantity: "2" }],
  ["a negative price and quantity", { unit_price: -1.25, quantity: -1 }],
  ["a fraction of a piece", { unit_price: "4.1322314050", quantity: 0.5 }],
  ["a weight without unit and value", { unit_price: 1, quantity: 1, weight: { unit: null, value: null } }],
] as const) {
  test(`a cart item may have ${name}`, async () => {
    const item = { name: "Ticket", description: "", merchant_item_id: "T1", ...members };
    const order = await created(redirectOrder({ shopping_cart: { items: [item] } }));
    const echoed = objectAt(order, "shopping_cart", "items", 0);
    assert.equal(echoed["unit_price"], members.unit_price);
    assert.equal(echoed["quantity"], Number(members.quantity));
  });
}

for (const [given, echoed] of [
  ["3012", 3012],
  [3012, 3012],
  [912, "0912"],
] as const) {
  test(`the expiry ${JSON.stringify(given)} is YYMM`, async () => {
    const order = assertAccepted(
      await api("POST", "/orders", directOrder({}, { expiry: given }, { flexible_3d: false })),
    );
    assert.equal(at(order["payment_details"], "card_expiry_date"), echoed);
  });
}

for (const [given, echoed] of [
  ["text", "text"],
  [42, "42"],
  [null, null],
  [undefined, null],
] as const) {
  test(`var2 of ${JSON.stringify(given) ?? "nothing"} comes back as ${JSON.stringify(echoed)}`, async () => {
    assert.equal((await created(redirectOrder({ var2: given })))["var2"], echoed);
  });
}

test("ignores empty card fields in a redirect order", async () => {
  const empty = {
    flexible_3d: true,
    card_number: "",
    card_holder_name: "",
    card_expiry_date: "",
    card_cvc: "",
  };
  const answer = assertAccepted(
    await api("POST", "/orders", redirectOrder({ gateway: "CREDITCARD", gateway_info: empty })),
  );
  assert.deepEqual(Object.keys(answer).toSorted(), ["order_id", "payment_url", "session_id"]);
});

for (const given of [null, "", undefined]) {
  test(`return addresses may be ${JSON.stringify(given) ?? "absent"}`, async () => {
    const order = assertAccepted(
      await api("POST", "/orders", {
        ...directOrder({
          payment_options: { redirect_url: given, cancel_url: given, notification_url: given },
        }),
        gateway_info: { ...cardInfo(), flexible_3d: false },
      }),
    );
    assert.ok(textAt(order["payment_url"]).startsWith(world.gatewayUrl));
  });
}

test("an empty list stands for an empty object, as PHP writes it", async () => {
  const order = await created(
    redirectOrder({
      payment_options: { settings: [], template: [] },
      custom_info: [],
      customer: [],
      delivery: [],
      gateway_info: [],
      plugin: [],
      checkout_options: [],
      shopping_cart: [],
      second_chance: [],
      google_analytics: [],
    }),
  );
  assert.deepEqual(order["custom_info"], { custom_1: null, custom_2: null, custom_3: null });
});

test("takes firstname and lastname for first_name and last_name", async () => {
  const order = await created(redirectOrder({ customer: { firstname: "Sam", lastname: "Sample" } }));
  const customer = objectAt(order["customer"]);
  assert.deepEqual([customer["first_name"], customer["last_name"]], ["Sam", "Sample"]);
});

test("takes browser members that stand right in the customer", async () => {
  const body = directOrder({
    customer: {
      ip_address: "192.0.2.10",
      java_enabled: 0,
      javascript_enabled: 1,
      screen_width: "1920",
      screen_height: 1080,
      time_zone: "-60",
      user_agent: "Mozilla/5.0",
    },
  });
  assert.ok("customer_verification" in assertAccepted(await api("POST", "/orders", body)));
});

test("takes a browser that says nothing useful", async () => {
  const browser = {
    screen_width: "wide",
    time_zone: null,
    java_enabled: "maybe",
    language: "",
    screen_color_depth: 17,
  };
  const body = directOrder({ customer: { ip_address: "192.0.2.10", browser } });
  assert.ok("customer_verification" in assertAccepted(await api("POST", "/orders", body)));
});

test("takes the body the PHP SDK writes when its user sets nothing", async () => {
  const orderId = newOrderId();
  const body: Record<string, Json> = {
    type: "redirect",
    order_id: orderId,
    currency: "EUR",
    amount: 1000,
    gateway: "CREDITCARD",
    description: "Two tickets",
    payment_options: {
      notification_url: "http://shop.example/n",
      notification_method: "POST",
      redirect_url: "http://shop.example/ok",
      cancel_url: "http://shop.example/no",
      close_window: true,
      settings: [],
      feed_url: "",
    },
    customer: {
      firstname: "Sam",
      lastname: "Sample",
      country: "NL",
      locale: "nl_NL",
      referrer: "http://shop.example",
      forwarded_ip: "",
      user_agent: "x",
    },
    second_chance: { send_email: true },
    google_analytics: { account: "UA-XXXXXXXXX" },
    plugin: {
      shop: "own",
      shop_version: "1",
      plugin_version: "1",
      partner: "",
      shop_root_url: "http://shop.example",
    },
    shopping_cart: {
      items: [
        {
          name: "Ticket",
          description: "",
          unit_price: "8.2644628099",
          currency: "EUR",
          quantity: 1,
          merchant_item_id: "1",
          tax_table_selector: "21",
          weight: { unit: null, value: null },
        },
      ],
    },
    checkout_options: {
      validate_cart: false,
      tax_tables: {
        default: { shipping_taxed: true, rate: 0.21 },
        alternate: [{ name: "21", rules: [{ rate: 0.21 }], standalone: false }],
      },
    },
  };
  assertAccepted(await api("POST", "/orders?locale=en_US", body));
  const order = assertAccepted(await readOrder(api, orderId));
  assert.equal(objectAt(order, "shopping_cart", "items", 0)["tax_table_selector"], "21");
});
