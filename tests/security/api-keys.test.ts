import assert from "node:assert/strict";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { type Api, type ApiAnswer, merchantApi, readOrder } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { isObject, numberAt, objectAt, parseJson, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { fromRoot } from "../support/paths.ts";
import { startShop } from "../support/shop.ts";
import { verifySignature } from "../support/signature.ts";
import { startWorld } from "../support/world.ts";

// Goal: a key can be replaced without an outage and withdrawn at once, and opens no more than it should. Method: two
// gateways on one database, the command line, a shop that verifies. docs/api/keys.md.

const world = await startWorld();
const secondUrl = await world.addGateway();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const apiOf = (key: string, url = world.gatewayUrl): Api => merchantApi(url, key);

async function run(...words: readonly string[]): Promise<string> {
  const { code, output } = await world.commandLine("key", ...words);
  assert.equal(code, 0, output);
  return output;
}

async function siteOf(key: string): Promise<number> {
  return numberAt(assertAccepted(await apiOf(key)("GET", "/me")), "site_id");
}

/** The number of the newest key of a site. */
async function newestKeyOf(site: number): Promise<number> {
  const rows = await world.sql("select max(id)::int as id from api_key where site_id = $1", [site]);
  return numberAt(objectAt(parseJson(JSON.stringify(rows[0]))), "id");
}

const works = async (key: string, url?: string): Promise<boolean> => {
  const { status } = await apiOf(key, url)("GET", "/me");
  assert.ok(status === 200 || status === 401, String(status));
  return status === 200;
};

/** Pays an order and gives the call by which the shop heard of it. */
async function notified(key: string): Promise<{ auth: string; body: string }> {
  const orderId = newOrderId();
  const payment_options = {
    notification_url: `${shop.url}/${orderId}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/thanks`,
  };
  assertAccepted(
    await apiOf(key)("POST", "/orders", directOrderWithout3ds({ order_id: orderId, payment_options })),
  );
  const [call] = await shop.receives(`/${orderId}`, 1);
  assert.ok(call);
  return { auth: call.headers["auth"] ?? "", body: call.body };
}

const signsWith = async (signer: string, used: string): Promise<boolean> =>
  verifySignature({ ...(await notified(used)), apiKey: signer }).isGenuine;

test("a rotated key and its successor both work until the overlap ends, and the old one signs until then", async () => {
  const old = await makeSite(world, "Rotating shop");
  const site = await siteOf(old);
  const id = await newestKeyOf(site);
  const next = await makeKey(world, "key", "rotate", "--id", String(id), "--overlap", "7d");
  assert.deepEqual([await works(old), await works(next)], [true, true]);
  assert.equal(await siteOf(next), site);
  assert.equal(await signsWith(old, next), true);
  assert.equal(textAt(assertAccepted(await apiOf(next)("GET", `/sites/${site}`)), "api_key"), old);
  const again = await world.commandLine("key", "rotate", "--id", String(id));
  assert.equal(again.code, 1, again.output);

  await world.clock.advance(7 * 86_400);
  assert.deepEqual([await works(old), await works(next)], [false, true]);
  // The process that did not move the clock hears of it a moment later.
  await eventually("the key is refused", async () => ((await works(old, secondUrl)) ? null : true));
  assert.equal(await works(next, secondUrl), true);
  assert.equal(await signsWith(next, next), true);
});

test("a revoked key opens nothing in any process, though both had just used it", async () => {
  const key = await makeSite(world, "Revoking shop");
  const site = await siteOf(key);
  const id = await newestKeyOf(site);
  const other = await makeKey(world, "key", "create", "--site", String(site));
  assert.deepEqual([await works(key), await works(key, secondUrl)], [true, true]);
  await run("revoke", "--id", String(id));
  for (const url of [world.gatewayUrl, secondUrl]) {
    await eventually("the key is refused", async () => ((await works(key, url)) ? null : true));
  }
  assert.equal(await works(other), true);
  assertRefused(await apiOf(key)("POST", "/orders", redirectOrder()), { code: 1032, status: 401 });
});

test("a shop without a living key is still told, unsigned", async () => {
  const key = await makeSite(world, "Keyless shop");
  const site = await siteOf(key);
  const orderId = newOrderId();
  const payment_options = { notification_url: `${shop.url}/${orderId}`, notification_method: "POST" };
  shop.script(`/${orderId}`, { kind: "answer", status: 500, body: "no" });
  assertAccepted(
    await apiOf(key)("POST", "/orders", directOrderWithout3ds({ order_id: orderId, payment_options })),
  );
  await shop.receives(`/${orderId}`, 1);
  await run("revoke", "--id", String(await newestKeyOf(site)));
  await world.clock.advance(16 * 60);
  const calls = await shop.receives(`/${orderId}`, 2);
  assert.equal(calls[1]?.headers["auth"], undefined);
});

test("the list tells keys by number, holder, role and last use, and never the key", async () => {
  const key = await makeSite(world, "Listed shop");
  const site = await siteOf(key);
  await makeKey(world, "key", "create", "--site", String(site), "--read-only", "--name", "reports");
  const output = await run("list", "--site", String(site));
  assert.match(output, new RegExp(`site ${site} +site +\\S+ +\\S+Z +good`));
  assert.match(output, new RegExp(`site ${site} +read-only +\\S+ +never +good +reports`));
  assert.ok(!output.includes(key));
  assert.match(await run("list"), new RegExp(`site ${site} `));
});

interface Route {
  readonly method: string;
  readonly path: string;
}

async function changingRoutes(): Promise<readonly Route[]> {
  const paths = objectAt(parseJson(await readFile(fromRoot("docs/api/openapi.json"), "utf8")), "paths");
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(isObject(item) ? item : {})
      .filter((method) => ["post", "put", "patch", "delete"].includes(method))
      .map((method) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{[a-z_]+\}/g, "1") })),
  );
}

test("a key that may only read reads, is not told the key that may do more, and changes nothing by any route", async () => {
  const key = await makeSite(world, "Read shop");
  const site = await siteOf(key);
  const readerKey = await makeKey(world, "key", "create", "--site", String(site), "--read-only");
  const reader = apiOf(readerKey);
  const orderId = newOrderId();
  assertAccepted(await apiOf(key)("POST", "/orders", redirectOrder({ order_id: orderId })));
  assert.equal(assertAccepted(await readOrder(reader, orderId))["order_id"], orderId);
  assert.equal(assertAccepted(await reader("GET", "/me"))["role"], "read-only");
  assert.equal(assertAccepted(await reader("GET", `/sites/${site}`))["api_key"], null);
  const routes = await changingRoutes();
  assert.ok(routes.length >= 10);
  const isRefused = ({ status, body }: ApiAnswer): boolean =>
    (status === 401 && objectAt(body)["error_code"] === 1032) ||
    (status === 403 && objectAt(body)["message"] === "Forbidden");
  for (const { method, path } of routes) {
    const answer = await reader(method, path, {});
    assert.ok(isRefused(answer), `${method} ${path}: ${answer.status} ${answer.text}`);
  }
  const clock = await fetch(`${world.gatewayUrl}/sandbox/clock/advance`, {
    method: "POST",
    headers: { api_key: readerKey },
  });
  assert.equal(clock.status, 401);
  assert.equal(await signsWith(key, key), true);
});

/** The client's side of a signed request, written from docs/api/keys.md alone. */
function signed(
  key: string,
  request: { id: number; method: string; path: string; body?: string; at?: number; nonce?: string },
): Record<string, string> {
  const at = request.at ?? Math.floor(Date.now() / 1_000);
  const digest = createHash("sha256")
    .update(request.body ?? "")
    .digest("hex");
  const { nonce } = request;
  const lines = [at, request.method, `/v1/json${request.path}`, digest];
  const text = (nonce === undefined ? lines : [...lines, nonce]).join("\n");
  const signature = createHmac("sha256", key).update(text).digest("hex");
  const once = nonce === undefined ? "" : ` nonce=${nonce},`;
  return { authorization: `Sluis-HMAC-SHA256 key=${request.id}, at=${at},${once} signature=${signature}` };
}

test("a key that must sign is refused when it is shown, and its signature holds for one request and five minutes", async () => {
  const site = await siteOf(world.apiKey);
  const key = await makeKey(world, "key", "create", "--site", String(site), "--require-signature");
  const id = await newestKeyOf(site);
  assertRefused(await apiOf(key)("GET", "/me"), { code: 1032, status: 401 });
  const call = { id, method: "POST", path: "/orders", body: JSON.stringify(redirectOrder()) };
  const send = (headers: Record<string, string>, body = call.body): Promise<ApiAnswer> =>
    world.api("POST", "/orders", body, headers);
  assertAccepted(await send(signed(key, call)));
  assertAccepted(
    await world.api("GET", "/me?a=1", undefined, signed(key, { id, method: "GET", path: "/me?a=1" })),
  );
  const now = Math.floor(Date.now() / 1_000);
  for (const headers of [
    signed(key, { ...call, at: now - 320 }),
    signed(key, { ...call, at: now + 320 }),
    signed(key, { ...call, path: "/orders/1" }),
    signed(key, { ...call, method: "PATCH" }),
    signed(key, { ...call, id: 999_999 }),
    signed(`${key}x`, call),
  ]) {
    assertRefused(await send(headers), { code: 1032, status: 401 });
  }
  assertRefused(await send(signed(key, call), `${call.body} `), { code: 1032, status: 401 });
  assert.equal(await signsWith(key, world.apiKey), true);
});

test("a copy of a signed request does nothing, whatever Idempotency-Key it brings and whichever process it meets", async () => {
  const site = await siteOf(world.apiKey);
  const key = await makeKey(world, "key", "create", "--site", String(site), "--require-signature");
  const id = await newestKeyOf(site);
  const second = apiOf("", secondUrl);
  const orderOf = (orderId: string) => {
    const body = JSON.stringify(redirectOrder({ order_id: orderId }));
    return { id, method: "POST", path: "/orders", body };
  };
  const first = orderOf(newOrderId());
  const plain = signed(key, first);
  assertAccepted(await world.api("POST", "/orders", first.body, plain));
  for (const more of [{}, { "idempotency-key": "brought" }]) {
    const copy = await second("POST", "/orders", first.body, { ...plain, ...more });
    assertRefused(copy, { code: 1032, status: 401 });
    assert.match(copy.text, /used before/);
  }

  const other = orderOf(newOrderId());
  const keyed = { ...signed(key, other), "idempotency-key": randomUUID() };
  const answer = assertAccepted(await world.api("POST", "/orders", other.body, keyed));
  assert.deepEqual(assertAccepted(await second("POST", "/orders", other.body, keyed)), answer);
  for (const more of [{ "idempotency-key": randomUUID() }, { "idempotency-key": "" }]) {
    const copy = await world.api("POST", "/orders", other.body, { ...keyed, ...more });
    assertRefused(copy, { code: 1032, status: 401 });
  }
});

test("equal questions of one second are answered, and one with a nonce is answered once", async () => {
  const site = await siteOf(world.apiKey);
  const key = await makeKey(world, "key", "create", "--site", String(site), "--require-signature");
  const call = { id: await newestKeyOf(site), method: "GET", path: "/me" };
  const ask = (headers: Record<string, string>): Promise<ApiAnswer> =>
    world.api("GET", "/me", undefined, headers);
  const plain = signed(key, call);
  assertAccepted(await ask(plain));
  assertAccepted(await ask(plain));
  const once = signed(key, { ...call, nonce: "AbCd_123-4" });
  assertAccepted(await ask(once));
  assertRefused(await ask(once), { code: 1032, status: 401 });
  const at = Number(/at=(\d+)/.exec(plain["authorization"] ?? "")?.[1]);
  assertAccepted(await ask(signed(key, { ...call, at, nonce: "AbCd_123-5" })));
  const stripped = { authorization: (once["authorization"] ?? "").replace(/ nonce=[^,]+,/, "") };
  assertRefused(await ask(stripped), { code: 1032, status: 401 });
});

test("nothing is done with a key that is not there", async () => {
  for (const words of [["revoke"], ["rotate", "--overlap", "1h"]]) {
    const { code, output } = await world.commandLine("key", ...words, "--id", "999999");
    assert.equal(code, 1, output);
    assert.match(output, /Nothing was done: There is no key 999999/);
  }
});
