import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, assertNotStored, assertRefused } from "../support/expectations.ts";
import { objectAt } from "../support/json.ts";
import { directOrderWithout3ds, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: what a shop sends along is kept, echoed where the contract echoes it, and refused where it is wrong. Contract:
// orders.md §1.2; README §6.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const idOf = (body: OrderBody): string => String(body["order_id"]);

async function kept(members: OrderBody): Promise<Record<string, unknown>> {
  const body = redirectOrder(members);
  assertAccepted(await api("POST", "/orders", body));
  const [row] = await world.sql("select details from orders where order_id = $1", [idOf(body)]);
  const details = row?.["details"];
  assert.ok(typeof details === "object" && details !== null && "kept" in details);
  return details.kept as Record<string, unknown>;
}

async function assertNotTaken(members: OrderBody, code: number): Promise<void> {
  for (const body of [redirectOrder(members), directOrderWithout3ds(members)]) {
    assertRefused(await api("POST", "/orders", body), { code });
    await assertNotStored(api, idOf(body));
  }
}

const split = (members: object): object => ({ merchant: 10001002, description: "Share", ...members });
const affiliate = (...parts: readonly object[]): OrderBody => ({ affiliate: { split_payments: parts } });

for (const [name, members] of [
  ["a fixed part", affiliate(split({ fixed: 250 }))],
  ["a fixed part as text beside a null", affiliate(split({ fixed: "250", percentage: null }))],
  ["a percentage", affiliate(split({ percentage: 12.5 }))],
  ["all of the amount in two parts", affiliate(split({ fixed: 500 }), split({ percentage: 50 }))],
  ["a merchant as text", affiliate(split({ merchant: "10001002", fixed: 1 }))],
  ["no parts", affiliate()],
  ["PHP's empty affiliate", { affiliate: [] }],
] as const) {
  test(`split payments with ${name} are taken`, async () => {
    const body = directOrderWithout3ds(members);
    assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
  });
}

for (const [name, members, code] of [
  ["neither fixed nor percentage", affiliate(split({})), 1001],
  ["both fixed and percentage", affiliate(split({ fixed: 1, percentage: 1 })), 1001],
  ["a fixed part of 0", affiliate(split({ fixed: 0 })), 1001],
  ["0 per cent", affiliate(split({ percentage: 0 })), 1001],
  ["more than 100 per cent", affiliate(split({ percentage: 101 })), 1001],
  ["a fraction of a cent", affiliate(split({ fixed: 1.5 })), 1001],
  ["more than the amount", affiliate(split({ fixed: 1001 })), 1001],
  ["together more than the amount", affiliate(split({ fixed: 501 }), split({ percentage: 50 })), 1001],
  ["no merchant", affiliate({ fixed: 1 }), 1003],
  ["a merchant that is no account", affiliate(split({ merchant: "shop", fixed: 1 })), 1003],
  ["a part that is no object", { affiliate: { split_payments: [12] } }, 1016],
  ["parts that are no list", { affiliate: { split_payments: "all" } }, 1016],
  ["an affiliate that is no object", { affiliate: "me" }, 1016],
] as const) {
  test(`split payments with ${name} are refused, and no order is made`, async () => {
    await assertNotTaken(members, code);
  });
}

test("plugin, Google Analytics, second chance and split payments are kept as they came", async () => {
  const members = {
    plugin: { shop: "Example", shop_version: "1", sdk_version: "5.0", own: [1, { two: null }] },
    google_analytics: { account: "UA-XXXXXXXXX" },
    second_chance: { send_email: true },
    ...affiliate(split({ fixed: 250 })),
  };
  assert.deepEqual(await kept(members), members);
});

test("a plugin is never validated", async () => {
  for (const plugin of [[], "shop", 1, { a: { b: ["\u0000"] } }]) await kept({ plugin });
});

test("variables and custom information come back as text, also at their longest", async () => {
  const long = "é".repeat(500);
  const body = redirectOrder({
    var1: long,
    var2: 4711,
    var3: null,
    custom_info: { custom_1: long, custom_2: 12, custom_4: "unknown" },
  });
  assertAccepted(await api("POST", "/orders", body));
  const order = assertAccepted(await readOrder(api, idOf(body)));
  assert.deepEqual([order["var1"], order["var2"], order["var3"]], [long, "4711", null]);
  assert.deepEqual(objectAt(order, "custom_info"), { custom_1: long, custom_2: "12", custom_3: null });
});

for (const [name, members] of [
  ["a variable that is too long", { var1: "x".repeat(501) }],
  ["a variable that is no text", { var3: {} }],
  ["a variable with a NUL", { var2: "a\u0000" }],
  ["custom information that is too long", { custom_info: { custom_3: "x".repeat(501) } }],
  ["custom information that is no object", { custom_info: "one" }],
] as const) {
  test(`${name} is refused with 1010`, () => assertNotTaken(members, 1010));
}

async function lifeSeconds(members: OrderBody): Promise<number> {
  const body = redirectOrder(members);
  assertAccepted(await api("POST", "/orders", body));
  const [row] = await world.sql(
    "select extract(epoch from session_expires_at - created_at)::int as life from orders where order_id = $1",
    [idOf(body)],
  );
  return Number(row?.["life"]);
}

for (const [members, days] of [
  [{}, 30],
  [{ days_active: 365 }, 365],
  [{ days_active: "14" }, 14],
  [{ days_active: "", seconds_active: null }, 30],
  [{ days_active: 366 }, 365],
  [{ days_active: 2, seconds_active: 86_400 }, 1],
  [{ days_active: 2, seconds_active: 0 }, 2],
  [{ seconds_active: 31_536_001 }, 365],
] as const) {
  test(`${JSON.stringify(members)} gives a session of ${days} days`, async () => {
    assert.equal(await lifeSeconds(members), days * 86_400);
  });
}

for (const members of [
  { days_active: -1 },
  { days_active: 1.5 },
  { days_active: "week" },
  { seconds_active: {} },
]) {
  test(`${JSON.stringify(members)} is refused with 1016`, () => assertNotTaken(members, 1016));
}
