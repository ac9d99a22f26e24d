import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { assertAccepted, assertRefusedSomehow } from "../support/expectations.ts";
import { isObject, type Json, objectAt } from "../support/json.ts";
import { resolve } from "../support/json-schema.ts";
import {
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the longest text that the description allows is taken, and one character more is refused. Method: the members
// are found in /openapi.json itself, so that a new one is tried without a line here.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const document = (await callJson(`${world.gatewayUrl}/openapi.json`, { method: "GET" })).body;

interface Leaf {
  readonly path: readonly string[];
  readonly longest: number;
  readonly isUrl: boolean;
}

/** Texts of free form: those of a fixed form are refused for other reasons than their length. */
const shortestFree = 50;

function leavesOf(schema: Json | undefined, path: readonly string[] = []): readonly Leaf[] {
  if (!isObject(schema)) return [];
  if ("$ref" in schema) return leavesOf(resolve(document, schema["$ref"] ?? null), path);
  if (Array.isArray(schema["anyOf"])) return schema["anyOf"].flatMap((one) => leavesOf(one, path));
  if (isObject(schema["properties"])) {
    return Object.entries(schema["properties"]).flatMap(([name, member]) =>
      leavesOf(member, [...path, name]),
    );
  }
  if ("items" in schema) return leavesOf(schema["items"], [...path, "0"]);
  const longest = schema["maxLength"];
  if (typeof longest !== "number" || longest < shortestFree || "pattern" in schema) return [];
  return [{ path, longest, isUrl: schema["format"] === "uri" }];
}

const textOf = ({ isUrl }: Leaf, length: number): string =>
  isUrl ? "https://shop.example/".padEnd(length, "x") : "x".repeat(length);

/** A copy of the body in which the member at the path has the value. */
function withMember(body: unknown, [name, ...rest]: readonly string[], value: string): unknown {
  if (name === undefined) return value;
  if (Array.isArray(body)) return body.map((one) => withMember(one, rest, value));
  const members = typeof body === "object" && body !== null ? Object.entries(body) : [];
  const current = members.find(([known]) => known === name)?.[1];
  return { ...Object.fromEntries(members), [name]: withMember(current, rest, value) };
}

interface Call {
  readonly schema: string;
  readonly body: (path: readonly string[]) => OrderBody;
  readonly send: (body: unknown) => Promise<ApiAnswer>;
  /** Members whose longest text is good for nothing else: an id of a table that must exist. */
  readonly refusedOtherwise: readonly string[];
}

/** What a member stands in must be whole without it. */
const surroundings: Readonly<Record<string, OrderBody>> = {
  shopping_cart: { shopping_cart: { items: [{ name: "Ticket", unit_price: 10, quantity: 1 }] } },
  affiliate: { affiliate: { split_payments: [{ merchant: 1, fixed: 1 }] } },
};

const debit = { account_holder_iban: "NL87ABNA0000000001" };

const open = redirectOrder();
assertAccepted(await api("POST", "/orders", open));

const calls: readonly Call[] = [
  {
    schema: "OrderRequest",
    body: ([first = "", second = ""]) => {
      if (first !== "gateway_info") return redirectOrder({ order_id: newOrderId(), ...surroundings[first] });
      return second.startsWith("card_")
        ? directOrderWithout3ds()
        : directOrder({ gateway: "DIRDEB", gateway_info: debit });
    },
    send: (body) => api("POST", "/orders", body),
    refusedOtherwise: ["shopping_cart.items.0.tax_table_selector"],
  },
  {
    schema: "OrderFile",
    body: () => ({ type: "PDF", base64: Buffer.from("%PDF-1.7").toString("base64") }),
    send: (body) => api("POST", `/orders/${String(open["order_id"])}/files`, body),
    // Longer is what holds more bytes: tests of files hold that limit.
    refusedOtherwise: ["base64"],
  },
  {
    schema: "OrderUpdate",
    body: () => ({}),
    send: (body) => api("PATCH", `/orders/${String(open["order_id"])}`, body),
    refusedOtherwise: ["new_order_id"],
  },
];

for (const { schema, body, send, refusedOtherwise } of calls) {
  const leaves = leavesOf({ $ref: `#/components/schemas/${schema}` });

  test(`${schema} has texts of free form`, () => {
    assert.ok(leaves.length >= 2);
    objectAt(document, "components", "schemas", schema);
  });

  for (const leaf of leaves) {
    const name = leaf.path.join(".");
    if (refusedOtherwise.includes(name)) continue;
    test(`${schema}: ${name} may have ${leaf.longest} characters and no more`, async () => {
      const base = body(leaf.path);
      assertRefusedSomehow(await send(withMember(base, leaf.path, textOf(leaf, leaf.longest + 1))));
      assertAccepted(await send(withMember(base, leaf.path, textOf(leaf, leaf.longest))));
    });
  }
}
