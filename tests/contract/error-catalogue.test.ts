import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { isObject, type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { resolve } from "../support/json-schema.ts";
import { directOrderWithout3ds, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { fromRoot } from "../support/paths.ts";
import { startPostgres } from "../support/postgres.ts";
import { startWorld } from "../support/world.ts";

// Goal: every code of the error page can be reached, and none that is reached is missing there; the call that gave it is
// described as giving it. Method: one request per code, against a PostgreSQL of our own that is stopped at the end.

const postgres = await startPostgres();
const world = await startWorld({ postgresUrl: postgres.url });
after(async () => {
  // Its database is gone by then, with the server it was on.
  await world.stop().catch(() => undefined);
  await postgres.stop();
});
const { api } = world;

const page = await readFile(fromRoot("docs", "api", "errors.md"), "utf8");
const onPage = [...page.matchAll(/^## (\d+) (.+)\n\n- HTTP (\d+)$/gm)].map(([, code, info, status]) => ({
  code: Number(code),
  info: info ?? "",
  status: Number(status),
}));
const description = objectAt((await callJson(`${world.gatewayUrl}/openapi.json`, { method: "GET" })).body);

async function paidOrder(members: OrderBody = {}): Promise<string> {
  const body = directOrderWithout3ds(members);
  assertAccepted(await api("POST", "/orders", body));
  return String(body["order_id"]);
}

const cart = (items: readonly OrderBody[], options: OrderBody = {}): OrderBody => ({
  shopping_cart: { items: items.map((item) => ({ name: "Ticket", unit_price: 10, quantity: 1, ...item })) },
  checkout_options: options,
});

interface Case {
  readonly code: number;
  /** As it is described: method and path. */
  readonly call: string;
  readonly ask: () => Promise<ApiAnswer>;
}

const create = (code: number, members: OrderBody): Case => ({
  code,
  call: "POST /orders",
  ask: () => api("POST", "/orders", redirectOrder(members)),
});

const refundOf = (id: string, body: OrderBody): Promise<ApiAnswer> =>
  api("POST", `/orders/${id}/refunds`, body);

const cases: readonly Case[] = [
  {
    code: 404,
    call: "POST /orders/{order_id}/refunds",
    ask: () => refundOf("nobody", { currency: "EUR", amount: 1 }),
  },
  { code: 1032, call: "POST /orders", ask: () => api("POST", "/orders", redirectOrder(), {}) },
  {
    code: 429,
    call: "GET /me",
    async ask() {
      const wrongKeysAMinute = 100;
      const guess = (): Promise<ApiAnswer> =>
        api("GET", "/me", undefined, { api_key: "wrong-key-wrong-key" });
      for (let count = 0; count < wrongKeysAMinute; count += 1) await guess();
      return await guess();
    },
  },
  {
    code: 1000,
    call: "PATCH /orders/{order_id}",
    ask: async () => api("PATCH", `/orders/${await paidOrder()}`, { status: "cancelled" }),
  },
  create(1001, { amount: -1 }),
  create(1002, { currency: "FOO" }),
  { code: 1006, call: "GET /orders/{order_id}", ask: () => api("GET", "/orders/nobody") },
  create(1007, { customer: { ip_address: "nowhere" } }),
  create(1008, { description: "" }),
  create(1010, { var1: "x".repeat(501) }),
  create(1016, { type: "subscription" }),
  create(1018, { customer: { country: "Nederland" } }),
  {
    code: 1021,
    call: "POST /orders/{order_id}/capture",
    async ask() {
      const id = await paidOrder({ capture: "manual" });
      const lost = { kind: "cut-after", count: 1, where: "completion" };
      await world.controls.fault(lost);
      return await api("POST", `/orders/${id}/capture`, {});
    },
  },
  { code: 1023, call: "GET /gateways/{gateway_id}", ask: () => api("GET", "/gateways/NOSUCHGATEWAY") },
  create(1025, cart([{ currency: "EUR" }, { currency: "USD" }])),
  create(1026, cart([{ currency: "USD" }])),
  create(1027, cart([{ unit_price: 11 }], { validate_cart: true })),
  create(1028, cart([{}], { tax_tables: { default: { rate: 21 } } })),
  create(1029, cart([{ tax_table_selector: "nowhere" }])),
  create(1030, cart([{ currency: "FOO" }])),
  create(1031, cart([{ unit_price: "ten" }])),
  {
    code: 1033,
    call: "PATCH /orders/{order_id}/refunds/{refund_id}",
    ask: async () => api("PATCH", `/orders/${await paidOrder()}/refunds/1`, { status: "void" }),
  },
  {
    code: 1034,
    call: "POST /orders/{order_id}/refunds",
    ask: async () => refundOf(await paidOrder(), { currency: "EUR", amount: 1001 }),
  },
  { code: 1036, call: "GET /issuers/{gateway_id}", ask: () => api("GET", "/issuers/ideal") },
  {
    code: 9999,
    call: "GET /orders/{order_id}",
    async ask() {
      await world.sql("ALTER TABLE orders RENAME TO orders_moved");
      const answer = await api("GET", `/orders/${newOrderId()}`);
      await world.sql("ALTER TABLE orders_moved RENAME TO orders");
      return answer;
    },
  },
  {
    code: 503,
    call: "POST /orders",
    async ask() {
      await postgres.stop();
      return await api("POST", "/orders", redirectOrder());
    },
  },
];

/** The codes that a call is described to give with a status. */
function describedCodes(call: string, status: number): readonly unknown[] {
  const [method = "", path = ""] = call.split(" ");
  const answer = objectAt(description, "paths", path, method.toLowerCase(), "responses", String(status));
  const content = "$ref" in answer ? resolve(description, answer["$ref"] ?? null) : answer;
  const schema: JsonObject = objectAt(content, "content", "application/json", "schema");
  return listAt(schema, "allOf").flatMap((part) => {
    const { properties } = objectAt(part);
    return isObject(properties) ? listAt(properties, "error_code", "enum") : [];
  });
}

test("the table below has every code of the error page once, and no other", () => {
  const byNumber = (one: number, other: number): number => one - other;
  assert.deepEqual(
    cases.map(({ code }) => code).toSorted(byNumber),
    onPage.map(({ code }) => code).toSorted(byNumber),
  );
});

for (const { code, call, ask } of cases) {
  test(`${call} gives ${code} with the status and the text of the error page`, async () => {
    const told = onPage.find((one) => one.code === code);
    assert.ok(told !== undefined);
    const answer = await ask();
    assert.equal(answer.status, told.status, answer.text);
    assert.equal(numberAt(answer.body, "error_code"), code, answer.text);
    const info = textAt(answer.body, "error_info");
    assert.ok(info.startsWith(told.info), info);
    assert.ok(describedCodes(call, answer.status).includes(code), `${call} ${answer.status}`);
  });
}
