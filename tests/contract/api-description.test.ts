import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  parseJson,
  textAt,
} from "../support/json.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { directOrderWithout3ds } from "../support/orders.ts";
import { misfits } from "../support/json-schema.ts";
import { fromRoot } from "../support/paths.ts";
import { startWorld } from "../support/world.ts";

// Goal: what the description promises is what the gateway does. Method: every example of /openapi.json is sent, in the
// order of the document, and its answer held against the schema, by a reader of schemas that is not the gateway's.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

// The first entry of the log of notifications, which the examples name: nobody listens there.
const order = directOrderWithout3ds({ payment_options: { notification_url: "http://127.0.0.1:1/notify" } });
assertAccepted(await api("POST", "/orders", order));
await eventually("the first notification is logged", async () =>
  listAt((await api("GET", "/notifications")).body, "data").length > 0 ? true : null,
);

const served = await callJson(`${world.gatewayUrl}/openapi.json`, { method: "GET" });
const document = objectAt(served.body);

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly described: JsonObject;
}

const operations: readonly Operation[] = Object.entries(objectAt(document, "paths")).flatMap(
  ([path, methods]) =>
    Object.entries(objectAt(methods)).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      described: objectAt(described),
    })),
);

const done = ["responses", "200", "content", "application/json"] as const;

/** Numbers and tokens of the document's answers → those that were really answered, as a reader replaces them. */
const names = new Map<string, string>();

/** Larger than an amount or a site's number: such a number is one of a transaction. */
const smallestTransaction = 100_000_000;

function learnNames(told: Json, real: Json | undefined): void {
  if (typeof told === "number" && typeof real === "number" && told >= smallestTransaction) {
    names.set(String(told), String(real));
  }
  if (!isObject(told) || !isObject(real)) return;
  for (const [member, value] of Object.entries(told)) {
    const given = real[member];
    if (member === "recurring_id" && typeof value === "string" && typeof given === "string") {
      names.set(value, given);
    }
    learnNames(value, given);
  }
}

/** The body with the tokens that were really answered. */
function withNames(body: Json): Json {
  if (typeof body === "string") return names.get(body) ?? body;
  if (Array.isArray(body)) return body.map(withNames);
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, withNames(member)]));
}

function targetOf({ path, described }: Operation, example: string): string {
  const query = new URLSearchParams();
  let target = path;
  for (const parameter of Array.isArray(described["parameters"]) ? described["parameters"] : []) {
    const examples = objectAt(parameter)["examples"];
    const value = isObject(examples) && isObject(examples[example]) ? examples[example]["value"] : undefined;
    if (value === undefined) continue;
    const stated = typeof value === "string" ? value : JSON.stringify(value);
    const text = names.get(stated) ?? stated;
    const name = textAt(parameter, "name");
    if (at(parameter, "in") === "path") target = target.replace(`{${name}}`, encodeURIComponent(text));
    else query.set(name, text);
  }
  return query.size === 0 ? target : `${target}?${query.toString()}`;
}

test("the description needs no key, names this gateway, and is the committed one otherwise", async () => {
  assert.equal(served.status, 200);
  assert.match(served.headers.get("content-type") ?? "", /^application\/json\b/);
  assert.deepEqual(document["servers"], [{ url: `${world.gatewayUrl}/v1/json` }]);
  const committed = objectAt(parseJson(await readFile(fromRoot("docs", "api", "openapi.json"), "utf8")));
  assert.deepEqual({ ...document, servers: [] }, { ...committed, servers: [] });
});

for (const operation of operations) {
  const { method, path, described } = operation;
  const { examples = {}, schema = null } = objectAt(described, ...done);
  for (const [name, told] of Object.entries(objectAt(examples))) {
    test(`${method} ${path}: the example "${name}" works as described`, async () => {
      const body = isObject(described["requestBody"])
        ? at(described, "requestBody", "content", "application/json", "examples", name, "value")
        : undefined;
      const answer = await api(
        method,
        targetOf(operation, name),
        body === undefined ? undefined : withNames(body),
      );
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(misfits(document, schema, answer.body), []);
      learnNames(at(told, "value"), answer.body);
    });
  }
}

for (const [status, method, path, target, body] of [
  [403, "POST", "/orders/{order_id}/cancel", "/orders/docs-direct-1/cancel", undefined],
  [403, "GET", "/sites/{site_id}", "/sites/999999", undefined],
  [404, "GET", "/sites/{site_id}", "/sites/mine", undefined],
  [422, "PATCH", "/sites/{site_id}", "/sites/1", { url: "nowhere" }],
  [403, "GET", "/transactions", "/transactions?site_id=999999", undefined],
  [422, "GET", "/transactions", "/transactions?limit=0", undefined],
  [404, "GET", "/transactions/{transaction_id}", "/transactions/1", undefined],
  [403, "GET", "/notifications", "/notifications?site_id=999999", undefined],
  [422, "GET", "/notifications", "/notifications?after=1", undefined],
  [404, "POST", "/notifications/{id}/resend", "/notifications/999999/resend", undefined],
] as const) {
  test(`${method} ${target} is refused with ${status} and no code, as ${path} describes`, async () => {
    const answer = await api(method, target, body);
    assert.equal(answer.status, status, answer.text);
    const responses = objectAt(document, "paths", path, method.toLowerCase(), "responses");
    const schema = at(responses, String(status), "content", "application/json", "schema");
    assert.deepEqual(misfits(document, schema, answer.body), []);
  });
}

test("the reader of schemas finds what is wrong", () => {
  const schema = { $ref: "#/components/schemas/Order" };
  assert.notDeepEqual(misfits(document, schema, {}), []);
  assert.notDeepEqual(misfits(document, schema, { amount: "1000" }), []);
  assert.throws(() => misfits(document, { unheard: 1 }, {}));
});

test("the page for people needs no key, runs nothing and shows every call", async () => {
  const response = await fetch(`${world.gatewayUrl}/docs`);
  const page = await response.text();
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/html\b/);
  assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.doesNotMatch(page, /<script|\sstyle=|\son[a-z]+=/);
  assert.ok(page.includes(`API&#61;${world.gatewayUrl}/v1/json`));
  for (const { described } of operations) {
    assert.ok(page.includes(`id="${textAt(described, "operationId")}"`));
  }
});
