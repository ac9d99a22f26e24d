import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { at, isObject, type Json, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { resolve } from "../support/json-schema.ts";
import {
  cardInfo,
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { sendKeyed } from "../support/keyed.ts";
import { fromRoot } from "../support/paths.ts";
import { startPostgres } from "../support/postgres.ts";
import { startWorld } from "../support/world.ts";

// Goal: every code of the error page can be reached, and none that is reached is missing there; the call that gave it is
// described as giving it. Method: one request per call and code, on a PostgreSQL of our own that is stopped at the end.

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
  readonly send: () => Promise<ApiAnswer>;
  /** Where it is not the code's usual one. */
  readonly status: number | null;
}

const ask = (code: number, call: string, send: Case["send"], status: number | null = null): Case => ({
  code,
  call,
  send,
  status,
});

const create = (code: number, members: OrderBody): Case =>
  ask(code, "POST /orders", () => api("POST", "/orders", redirectOrder(members)));

const customer = { ip_address: "192.0.2.10" };

const refundOf = (id: string, body: OrderBody): Promise<ApiAnswer> =>
  api("POST", `/orders/${id}/refunds`, body);

const creations: readonly Case[] = [
  create(1000, {
    type: "direct",
    gateway: "VISA",
    customer,
    gateway_info: cardInfo({ expiry: "3013" }),
  }),
  create(1001, { amount: -1 }),
  create(1002, { currency: "FOO" }),
  create(1003, { affiliate: { split_payments: [{ merchant: "nobody", fixed: 1 }] } }),
  create(1006, { order_id: "" }),
  create(1007, { customer: { ip_address: "nowhere" } }),
  create(1008, { description: "" }),
  create(1010, { var1: "x".repeat(501) }),
  create(1016, { type: "subscription" }),
  create(1018, { customer: { country: "Nederland" } }),
  create(1023, { gateway: "NOSUCHGATEWAY" }),
  create(1025, cart([{ currency: "EUR" }, { currency: "USD" }])),
  create(1026, cart([{ currency: "USD" }])),
  create(1027, cart([{ unit_price: 11 }], { validate_cart: true })),
  create(1028, cart([{}], { tax_tables: { default: { rate: 21 } } })),
  create(1029, cart([{ tax_table_selector: "nowhere" }])),
  create(1030, cart([{ currency: "FOO" }])),
  create(1031, cart([{ unit_price: "ten" }])),
  create(1036, { type: "direct", gateway: "IDEAL", gateway_info: { issuer_id: "9999" } }),
];

const readsAndUpdates: readonly Case[] = [
  ask(1006, "GET /orders/{order_id}", () => api("GET", "/orders/nobody")),
  ask(1000, "PATCH /orders/{order_id}", async () =>
    api("PATCH", `/orders/${await paidOrder()}`, { status: "cancelled" }),
  ),
  ask(1006, "PATCH /orders/{order_id}", () => api("PATCH", "/orders/nobody", { status: "shipped" })),
  ask(1016, "PATCH /orders/{order_id}", () => api("PATCH", "/orders/nobody", { carrier: {} })),
  ask(1023, "GET /gateways/{gateway_id}", () => api("GET", "/gateways/NOSUCHGATEWAY")),
  ask(1023, "GET /payment-methods/{gateway_id}", () => api("GET", "/payment-methods/NOSUCHGATEWAY")),
  ask(1036, "GET /issuers/{gateway_id}", () => api("GET", "/issuers/paypal")),
];

const notPaid = async (): Promise<string> => {
  const body = redirectOrder();
  assertAccepted(await api("POST", "/orders", body));
  return String(body["order_id"]);
};

const file = (content: string): OrderBody => ({
  type: "PDF",
  base64: Buffer.from(`%PDF-1.7 ${content}`).toString("base64"),
});

const mostFiles = 20;

const recordCases: readonly Case[] = [
  ask(1001, "PATCH /orders/{order_id}", () =>
    api("PATCH", "/orders/nobody", { status: "shipped", amount: 0 }),
  ),
  ask(1021, "PATCH /orders/{order_id}", async () => {
    const body = directOrder({ gateway: "IDEAL", gateway_info: {} });
    assertAccepted(await api("POST", "/orders", body));
    await world.controls.fault({ kind: "bank-http-500", count: 1, where: "bank-cancel" });
    return await api("PATCH", `/orders/${String(body["order_id"])}`, { status: "cancelled" });
  }),
  ask(1006, "POST /orders/{order_id}/cancel", () => api("POST", "/orders/nobody/cancel")),
  ask(1000, "POST /orders/{order_id}/files", async () => {
    const id = await notPaid();
    for (let count = 0; count < mostFiles; count += 1) {
      assertAccepted(await api("POST", `/orders/${id}/files`, file(String(count))));
    }
    return await api("POST", `/orders/${id}/files`, file("one more"));
  }),
  ask(1006, "POST /orders/{order_id}/files", () => api("POST", "/orders/nobody/files", file(""))),
  ask(1016, "POST /orders/{order_id}/files", () => api("POST", "/orders/nobody/files", { type: "GIF" })),
  ...["/receipt", "/pos/receipt"].flatMap((path) => [
    ask(1006, `GET ${path}/{order_id}`, () => api("GET", `${path}/nobody`)),
    ask(1000, `GET ${path}/{order_id}`, async () => api("GET", `${path}/${await notPaid()}`)),
  ]),
  ask(1002, "GET /closing-balances", () => api("GET", "/closing-balances?currency=FOO")),
  ask(1016, "GET /closing-balances", () => api("GET", "/closing-balances?from=yesterday")),
  ask(1016, "PATCH /sites/{site_id}", () => api("PATCH", "/sites/1", "[1]"), 400),
];

const gone = 410;
const noToken = "/recurring/nobody";

const tokenCases: readonly Case[] = [
  ask(1000, "GET /recurring/{reference}", () => api("GET", noToken), gone),
  ask(1016, "GET /recurring/{reference}", () => api("GET", `${noToken}?limit=0`)),
  ask(1000, "GET /recurring/{reference}/token/{token}", () => api("GET", `${noToken}/token/none`), gone),
  ask(
    1000,
    "PATCH /recurring/{reference}/update/{token}",
    () => api("PATCH", `${noToken}/update/none`, { expiry_date: "3101" }),
    gone,
  ),
  ask(1016, "PATCH /recurring/{reference}/update/{token}", () => api("PATCH", `${noToken}/update/none`, {})),
  ask(
    1000,
    "DELETE /recurring/{reference}/remove/{token}",
    () => api("DELETE", `${noToken}/remove/none`),
    gone,
  ),
];

const refunds = "/orders/{order_id}/refunds";
const one = { currency: "EUR", amount: 1 };

const refundCases: readonly Case[] = [
  ask(404, `POST ${refunds}`, () => refundOf("nobody", one)),
  ask(1001, `POST ${refunds}`, () => refundOf("nobody", { currency: "EUR", amount: -1 })),
  ask(1002, `POST ${refunds}`, async () => refundOf(await paidOrder(), { currency: "USD", amount: 1 })),
  ask(1006, `POST ${refunds}`, () => refundOf("nobody", { ...one, refund_order_id: "x".repeat(51) })),
  ask(1008, `POST ${refunds}`, () => refundOf("nobody", { ...one, description: "x".repeat(201) })),
  ask(1010, `POST ${refunds}`, () => refundOf("nobody", { ...one, var3: "x".repeat(501) })),
  ask(1016, `POST ${refunds}`, () => refundOf("nobody", { ...one, checkout_data: "cart" })),
  ask(1034, `POST ${refunds}`, async () => refundOf(await paidOrder(), { currency: "EUR", amount: 1001 })),
  ask(1033, `GET ${refunds}`, () => api("GET", "/orders/nobody/refunds")),
  ask(1016, `PATCH ${refunds}/{refund_id}`, () => api("PATCH", "/orders/nobody/refunds/1", "[1]"), 400),
  ask(1033, `PATCH ${refunds}/{refund_id}`, async () =>
    api("PATCH", `/orders/${await paidOrder()}/refunds/1`, { status: "void" }),
  ),
  ask(1034, `PATCH ${refunds}/{refund_id}`, () =>
    api("PATCH", "/orders/nobody/refunds/1", { status: "completed" }),
  ),
  ask(1033, `DELETE ${refunds}/{refund_id}`, () => api("DELETE", "/orders/nobody/refunds/1")),
  ask(1034, `DELETE ${refunds}/{refund_id}`, async () => {
    const id = await paidOrder();
    const refund = numberAt(assertAccepted(await refundOf(id, one)), "refund_id");
    assertAccepted(await api("DELETE", `/orders/${id}/refunds/${refund}`));
    return await api("DELETE", `/orders/${id}/refunds/${refund}`);
  }),
];

const capture = "/orders/{order_id}/capture";
const release = "/capture/{order_id}";

/** The acquirer books it, and its answer is lost. */
async function whileTheAnswerIsLost(
  where: "completion" | "release",
  follow: (id: string) => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const id = await paidOrder({ capture: "manual" });
  const fault = { kind: "cut-after", count: 1, where };
  await world.controls.fault(fault);
  return await follow(id);
}

const captureCases: readonly Case[] = [
  ask(1000, `POST ${capture}`, async () => api("POST", `/orders/${await paidOrder()}/capture`, {})),
  ask(1001, `POST ${capture}`, () => api("POST", "/orders/nobody/capture", { amount: -1 })),
  ask(1006, `POST ${capture}`, () => api("POST", "/orders/nobody/capture", {})),
  ask(1016, `POST ${capture}`, () => api("POST", "/orders/nobody/capture", { carrier: {} })),
  ask(1021, `POST ${capture}`, () =>
    whileTheAnswerIsLost("completion", (id) => api("POST", `/orders/${id}/capture`, {})),
  ),
  ask(1000, `PATCH ${release}`, () => api("PATCH", "/capture/nobody", { status: "completed" })),
  ask(1006, `PATCH ${release}`, () => api("PATCH", "/capture/nobody", { status: "cancelled" })),
  ask(1016, `PATCH ${release}`, () => api("PATCH", "/capture/nobody", { status: "cancelled", reason: {} })),
  ask(1021, `PATCH ${release}`, () =>
    whileTheAnswerIsLost("release", (id) => api("PATCH", `/capture/${id}`, { status: "cancelled" })),
  ),
];

/** Calls without a body are refused so for a key that is none. */
const keyCases: readonly Case[] = [
  ["POST", "/orders/{order_id}/cancel"],
  ["DELETE", "/orders/{order_id}/refunds/{refund_id}"],
  ["DELETE", "/recurring/{reference}/remove/{token}"],
  ["POST", "/notifications/{id}/resend"],
].map(([method = "", path = ""]) =>
  ask(
    1016,
    `${method} ${path}`,
    () => sendKeyed(world, "no key", { method, path: path.replaceAll(/\{\w+\}/g, "1") }),
    400,
  ),
);

/** Codes of every call, each reached by one of them; the last one leaves no database behind. */
const common: readonly Case[] = [
  ask(1032, "POST /orders", () => api("POST", "/orders", redirectOrder(), {})),
  ask(409, "POST /orders", async () => {
    await world.controls.fault({ kind: "late-answer", count: 1, delayMs: 3_000 });
    const call = { method: "POST", path: "/orders", body: directOrderWithout3ds() };
    const answers = await Promise.all([1, 2].map(() => sendKeyed(world, "docs-1", call)));
    return answers.find(({ status }) => status === 409) ?? assert.fail("the key was free");
  }),
  ask(422, "POST /orders", async () => {
    const call = { method: "POST", path: "/orders", body: redirectOrder() };
    assertAccepted(await sendKeyed(world, "docs-2", call));
    return await sendKeyed(world, "docs-2", { ...call, body: redirectOrder() });
  }),
  ask(429, "GET /me", async () => {
    const wrongKeysAMinute = 100;
    const guess = (): Promise<ApiAnswer> => api("GET", "/me", undefined, { api_key: "wrong-key-wrong-key" });
    for (let count = 0; count < wrongKeysAMinute; count += 1) await guess();
    return await guess();
  }),
  ask(9999, "GET /orders/{order_id}", async () => {
    await world.sql("ALTER TABLE orders RENAME TO orders_moved");
    const answer = await api("GET", `/orders/${newOrderId()}`);
    await world.sql("ALTER TABLE orders_moved RENAME TO orders");
    return answer;
  }),
  ask(503, "POST /orders", async () => {
    await postgres.stop();
    return await api("POST", "/orders", redirectOrder());
  }),
];

const ofOneCall = [
  ...creations,
  ...readsAndUpdates,
  ...recordCases,
  ...tokenCases,
  ...refundCases,
  ...captureCases,
  ...keyCases,
];

const generic = 1000;

/** The codes that an answer of the description may hold. */
function codesOf(described: Json): readonly number[] {
  const answer = objectAt(described);
  const content = "$ref" in answer ? resolve(description, answer["$ref"] ?? null) : answer;
  const schema = at(content, "content", "application/json", "schema");
  if (!isObject(schema) || !Array.isArray(schema["allOf"])) return [];
  return schema["allOf"].flatMap((part) => {
    const { properties } = objectAt(part);
    return isObject(properties) ? listAt(properties, "error_code", "enum").map(Number) : [];
  });
}

/** Every call and code of the description, as `POST /orders 1001`. */
function describedPairs(): readonly string[] {
  const pairs = Object.entries(objectAt(description, "paths")).flatMap(([path, methods]) =>
    Object.entries(objectAt(methods)).flatMap(([method, operation]) =>
      Object.values(objectAt(operation, "responses"))
        .flatMap(codesOf)
        .filter((code) => !common.some((one) => one.code === code))
        .map((code) => `${method.toUpperCase()} ${path} ${code}`),
    ),
  );
  return [...new Set(pairs)].toSorted();
}

test("every code that a call is described to give has a request here, and the page has the same codes", () => {
  assert.deepEqual(ofOneCall.map(({ call, code }) => `${call} ${code}`).toSorted(), describedPairs());
  const reached = new Set([...ofOneCall, ...common].map(({ code }) => code));
  assert.deepEqual(reached, new Set(onPage.map(({ code }) => code)));
});

for (const { code, call, send, status } of [...ofOneCall, ...common]) {
  test(`${call} gives ${code} with the status and the text of the error page`, async () => {
    const told = onPage.find((entry) => entry.code === code);
    assert.ok(told !== undefined);
    const answer = await send();
    assertRefused(answer, { code, status: status ?? told.status });
    const info = textAt(answer.body, "error_info");
    // The generic code has a sentence for each of its reasons.
    assert.ok(code === generic || info.startsWith(told.info), info);
    const [method = "", path = ""] = call.split(" ");
    const responses = objectAt(description, "paths", path, method.toLowerCase(), "responses");
    assert.ok(codesOf(at(responses, String(answer.status))).includes(code), `${call} ${answer.status}`);
  });
}
