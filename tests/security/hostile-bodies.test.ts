import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../support/json.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: no member of any body, whatever stands in it, is answered with a fault of ours. Method: every example of the
// API's description is sent with each of its members, one after the other, replaced by what no shop means.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const hostile: readonly Json[] = [
  "a\0b",
  "\ud800",
  "9".repeat(5_000),
  "<script>alert(1)</script>\r\n",
  "",
  null,
  true,
  -1,
  1.5,
  1e300,
  9_007_199_254_740_992,
  {},
  { "a\0b": "\0" },
  [],
  [[{}]],
  ["a\0b", null],
];

type Path = readonly (string | number)[];

/** Paths of all members at whatever depth; of a list its first entry stands for all. */
function pathsIn(value: Json, path: Path = []): readonly Path[] {
  const inner = Array.isArray(value)
    ? value.slice(0, 1).map((entry, index) => [index, entry] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [
    ...(path.length > 0 ? [path] : []),
    ...inner.flatMap(([name, child]) => pathsIn(child, [...path, name])),
  ];
}

function replaced(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((entry, at) => (at === step ? replaced(entry, rest, by) : entry));
  return isObject(value) ? { ...value, [step]: replaced(value[String(step)] ?? null, rest, by) } : value;
}

interface Described {
  readonly method: string;
  readonly path: string;
  readonly examples: readonly JsonObject[];
}

async function described(): Promise<readonly Described[]> {
  const response = await fetch(`${world.gatewayUrl}/openapi.json`);
  const paths = Object.entries(objectAt(parseJson(await response.text()), "paths"));
  return paths.flatMap(([path, methods]) =>
    Object.entries(objectAt(methods)).flatMap(([method, operation]) => {
      const { requestBody } = objectAt(operation);
      if (requestBody === undefined) return [];
      const examples = objectAt(requestBody, "content", "application/json", "examples");
      const values = Object.values(examples).map((example) => objectAt(example, "value"));
      return [{ method: method.toUpperCase(), path, examples: values }];
    }),
  );
}

const reference = newReference();
const token = await leaveCard(api, { reference });

async function paidOrder(): Promise<string> {
  const order = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  return textAt(order, "order_id");
}

const me = assertAccepted(await api("GET", "/me"));
const orderId = await paidOrder();
const pathOf = (path: string): string =>
  path
    .replace("{order_id}", orderId)
    .replace("{refund_id}", "1")
    .replace("{reference}", reference)
    .replace("{token}", token)
    .replace("{site_id}", String(numberAt(me, "site_id")));

const operations = await described();

test("the description has examples of bodies", () => {
  assert.ok(operations.length >= 8, String(operations.length));
});

for (const { method, path, examples } of operations) {
  test(`${method} ${path} answers every member with an answer or a refusal`, async () => {
    const faults: string[] = [];
    const sent = new Set<string>();
    for (const example of examples) {
      for (const at of pathsIn(example)) {
        const name = [textOf(example["gateway"]), ...at].join(".");
        if (sent.has(at.join("."))) continue;
        sent.add(at.join("."));
        for (const value of hostile) {
          const fresh = "order_id" in example ? { ...example, order_id: newOrderId() } : example;
          const body = replaced(fresh, at, value);
          const answer = await api(method, pathOf(path), JSON.stringify(body));
          if (answer.status >= 500) {
            faults.push(`${name} = ${JSON.stringify(value).slice(0, 40)}: ${answer.text}`);
          }
        }
      }
    }
    assert.ok(sent.size > 0);
    assert.deepEqual(faults, []);
  });
}

/** With every free member, paid at once: what is kept is also posted and shown. */
const fullOrder = (): JsonObject =>
  objectAt(
    parseJson(
      JSON.stringify({
        ...directOrderWithout3ds(),
        amount: 12_100,
        var1: "1",
        custom_info: { custom_1: "1" },
        items: "<p>A chair</p>",
        plugin: { shop: "shop", shop_version: "1", plugin_version: "1", partner: "p" },
        google_analytics: { account: "UA-1" },
        second_chance: { send_email: false },
        affiliate: { split_payments: [{ merchant: 10_001_001, fixed: 100, description: "Part" }] },
        delivery: { first_name: "Sam", country: "NL", email: "shopper@example.com" },
        payment_options: { notification_url: "https://shop.example/n", close_window: false },
        shopping_cart: {
          items: [
            { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", options: [{ a: "b" }] },
          ],
        },
        checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
      }),
    ),
  );

test("a paid order with any of its members is read as it was made, or refused", async () => {
  const faults: string[] = [];
  let accepted = 0;
  for (const at of pathsIn(fullOrder())) {
    for (const value of hostile) {
      const body = JSON.stringify(replaced(fullOrder(), at, value));
      const made = await api("POST", "/orders", body);
      const read = made.status === 200 ? await readOrder(api, textAt(made.body, "data", "order_id")) : made;
      if (made.status === 200) accepted += 1;
      if (made.status === 200 ? read.status !== 200 : made.status >= 500) {
        faults.push(`${at.join(".")} = ${JSON.stringify(value).slice(0, 40)}: ${read.text}`);
      }
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(accepted > 100, "the order itself was refused");
});

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
