import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge } from "../support/challenge.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { parseJson, textAt } from "../support/json.ts";
import { directOrder, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every page holds the strict rules of PCI DSS 6.4.3: nothing inline, nothing from elsewhere, never cached, never
// framed by a stranger; and what a request claims about our own address reaches no link.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl]);
const shopUrl = "https://shop.example";

async function openOrder(members: Record<string, unknown> = {}): Promise<Page> {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder(members)));
  return await shopper.open(textAt(created["payment_url"]));
}

async function openDirect(): Promise<Page> {
  const created = assertAccepted(await api("POST", "/orders", directOrder()));
  return await shopper.open(textAt(created["payment_url"]));
}

async function openUsed(): Promise<Page> {
  const members = { gateway_info: { flexible_3d: false } };
  const form = await openOrder(members);
  await submitCard(shopper, form);
  return await shopper.open(form.url);
}

async function openWaiting(): Promise<Page> {
  await world.controls.fault({ kind: "cut-after", count: 1 });
  await world.controls.fault({ kind: "no-answer-reversal", count: 1 });
  const created = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  return await shopper.open(textAt(created["payment_url"]));
}

const everyPage: readonly (readonly [name: string, status: number, open: () => Promise<Page>])[] = [
  ["card form", 200, () => openOrder({ payment_options: { redirect_url: shopUrl, cancel_url: shopUrl } })],
  ["card form with errors", 422, async () => await submitCard(shopper, await openOrder(), { number: "1" })],
  ["3DS Method page", 200, async () => await submitCard(shopper, await openOrder())],
  ["challenge page", 200, openDirect],
  ["waiting page", 200, openWaiting],
  [
    "result page",
    200,
    async () => await submitCard(shopper, await openOrder({ gateway_info: { flexible_3d: false } })),
  ],
  ["used link", 410, openUsed],
  ["unknown link", 404, () => shopper.open(`${world.gatewayUrl}/connect/${"x".repeat(35)}/`)],
  ["malformed link", 404, () => shopper.open(`${world.gatewayUrl}/connect/${"é".repeat(35)}/`)],
  ["garbage return", 400, () => shopper.post(`${world.gatewayUrl}/threeds/return`, { cres: "x" })],
  ["description of the API", 200, () => shopper.open(`${world.gatewayUrl}/docs`)],
  ["end of the 3DS Method", 200, () => shopper.post(`${world.gatewayUrl}/threeds/method-done`, {})],
];

const inline = [
  /<script(?![^>]*\ssrc=)/i,
  /<style/i,
  /\sstyle=/i,
  /\son[a-z]+=/i,
  /javascript:/i,
  /<base\b/i,
];

for (const [name, status, open] of everyPage) {
  test(`${name}: strict headers, nothing inline, nothing from elsewhere`, async () => {
    const page = await open();
    assert.equal(page.status, status, page.html.slice(0, 500));
    const header = (wanted: string): string => page.headers.get(wanted) ?? "";
    const policy = new Map(
      header("content-security-policy")
        .split(";")
        .map((directive) => directive.trim().split(/\s+/))
        .map(([directive = "", ...sources]) => [directive, sources.join(" ")]),
    );
    assert.equal(policy.get("default-src"), "'none'");
    assert.equal(policy.get("script-src"), "'self'");
    assert.equal(policy.get("style-src"), "'self'");
    assert.equal(policy.get("base-uri"), "'none'");
    assert.match(policy.get("frame-ancestors") ?? "", /^'(?:none|self)'$/);
    assert.match(policy.get("form-action") ?? "", /^'self'/);
    assert.doesNotMatch(header("content-security-policy"), /unsafe|\*|data:|http:(?!\/\/127)/);
    assert.match(header("cache-control"), /\bno-store\b/);
    assert.equal(header("x-content-type-options"), "nosniff");
    assert.match(header("referrer-policy"), /^(?:no-referrer|same-origin)$/);
    assert.match(header("content-type"), /^text\/html; charset=utf-8$/i);
    assert.match(header("permissions-policy"), /camera=\(\).*payment=\(\)/);
    assert.match(header("cross-origin-opener-policy"), /^same-origin/);
    assert.equal(header("cross-origin-resource-policy"), "same-origin");
    assert.equal(header("strict-transport-security"), "");
    assert.ok([...page.html.matchAll(/<script/gi)].length <= 1, "more than one script");
    assert.equal(header("set-cookie"), "");
    assert.equal(header("access-control-allow-origin"), "");
    assert.doesNotMatch(header("server") + header("x-powered-by"), /fastify|node/i);
    for (const pattern of inline) assert.doesNotMatch(page.html, pattern);
    for (const loaded of loadedBy(page.html)) {
      assert.equal(new URL(loaded, page.url).origin, world.gatewayUrl, loaded);
    }
  });
}

const loadedBy = (html: string): readonly string[] =>
  [...html.matchAll(/<(?:script|img|link|iframe)\b[^>]*?\s(?:src|href)="([^"]*)"/g)].map(
    (match) => match[1] ?? "",
  );

test("assets are kept for ever, and their integrity is told by the page that loads them", async () => {
  const page = await openOrder();
  const checked = [...page.html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"\s+integrity="(sha384-[^"]+)"/g)];
  assert.ok(checked.length >= 2, "style and script carry their integrity");
  for (const [, path = "", integrity = ""] of checked) {
    const response = await fetch(new URL(path, world.gatewayUrl));
    const body = Buffer.from(await response.arrayBuffer());
    assert.equal(`sha384-${createHash("sha384").update(body).digest("base64")}`, integrity, path);
  }
  for (const path of loadedBy(page.html)) {
    const response = await fetch(new URL(path, world.gatewayUrl));
    await response.body?.cancel();
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("cache-control") ?? "", /max-age=31536000, immutable/, path);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
  }
});

test("the form of a card's page may lead to the shop and nowhere else", async () => {
  const page = await openOrder({
    gateway: "VISA",
    payment_options: { redirect_url: `${shopUrl}/a`, cancel_url: "https://other.example" },
  });
  const formAction = /form-action ([^;]+)/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
  assert.deepEqual(formAction?.split(" ").toSorted(), ["'self'", "https://other.example", shopUrl]);
});

test("where the shopper may choose a bank, a form may lead there too", async () => {
  const page = await openOrder({ gateway: "" });
  const formAction = /form-action ([^;]+)/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
  assert.ok((formAction ?? "").split(" ").includes(new URL(world.simulatorUrl).origin));
});

/** `fetch` insists on the true Host; node:http sends what it is told. */
async function raw(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string; location: string }> {
  return await new Promise((resolve, reject) => {
    const call = request(new URL(path, world.gatewayUrl), {
      method: body === undefined ? "GET" : "POST",
      headers,
    });
    call.once("error", reject);
    call.once("response", (response) => {
      void text(response).then((received) =>
        resolve({
          status: response.statusCode ?? 0,
          text: received,
          location: response.headers.location ?? "",
        }),
      );
    });
    call.end(body);
  });
}

test("a forged host reaches neither payment_url, nor a page, nor a redirect", async () => {
  const forged = {
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example",
  };
  const created = await raw(
    "/v1/json/orders",
    { ...forged, api_key: world.apiKey, "content-type": "application/json" },
    JSON.stringify(redirectOrder()),
  );
  assert.equal(created.status, 200, created.text);
  const url = textAt(parseJson(created.text), "data", "payment_url");
  assert.ok(url.startsWith(`${world.gatewayUrl}/connect/`), url);
  const page = await raw(new URL(url).pathname, forged);
  assert.doesNotMatch(page.text, /evil\.example/);
  const direct = await raw(
    "/v1/json/orders",
    { ...forged, api_key: world.apiKey, "content-type": "application/json" },
    JSON.stringify(directOrder()),
  );
  assert.doesNotMatch(direct.text, /evil\.example/);
  const cancelled = await raw(
    `${new URL(url).pathname}cancel`,
    { ...forged, "content-type": "application/x-www-form-urlencoded" },
    "",
  );
  assert.doesNotMatch(cancelled.location, /evil\.example/);
});

test("a challenge that comes back after a forged host goes on as if nothing had been said", async () => {
  const created = assertAccepted(await api("POST", "/orders", directOrder()));
  const both = visitor([world.gatewayUrl, world.simulatorUrl]);
  const page = await both.open(textAt(created["payment_url"]));
  const end = await answerChallenge(both, await both.submit(page), "Y");
  assert.equal(end.leftFor, null);
  assert.match(end.html, /data-status="completed"/);
});

test("the API's answers are not cached, and say what they are", async () => {
  const answer = await api("POST", "/orders", redirectOrder());
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
});

test("where the public address is https every answer says so, pages, files, the API and its refusals alike", async () => {
  await world.restartGateway({ SLUIS_PUBLIC_URL: "https://pay.example.com" });
  const page = await shopper.open(`${world.gatewayUrl}/connect/${"x".repeat(35)}/`);
  const files = loadedBy(page.html).map((path) => new URL(path, world.gatewayUrl).pathname);
  for (const path of [
    "/connect/x/",
    "/docs",
    "/openapi.json",
    "/health",
    "/v1/json/orders/none",
    "/nowhere",
    ...files,
  ]) {
    const response = await fetch(`${world.gatewayUrl}${path}`);
    await response.body?.cancel();
    assert.match(response.headers.get("strict-transport-security") ?? "", /^max-age=31536000/, path);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
  }
});
