import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, beforeEach, test } from "node:test";
import { type ApiAnswer, callJson, readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { type Page, visitor, type Visitor } from "../support/forms.ts";
import { objectAt, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { freePort } from "../support/ports.ts";
import { startGateway } from "../support/services.ts";
import { startWorld } from "../support/world.ts";

// Goal: who tries cards, keys or links one after the other is stopped, by all processes together and over restarts, and
// nobody else is. Method: a gateway with small limits that believes what this test says of addresses; time is moved.

const masterKey = randomBytes(32).toString("hex");
const limits = {
  SLUIS_MASTER_KEY: masterKey,
  SLUIS_TRUSTED_PROXIES: "127.0.0.0/8",
  SLUIS_RATE_CARDS_PER_ADDRESS: "2",
  SLUIS_RATE_CARDS_PER_CARD: "3",
  SLUIS_RATE_UNKNOWN_LINKS: "3",
};
const world = await startWorld({ threeDS: "frictionless", gatewayEnvironment: limits });
after(() => world.stop());

/** The documented test cards are counted too. */
const site = String((await world.sql("select id from site"))[0]?.["id"]);
const watched = await world.commandLine("site", "set", "--site", site, "--fraud-rules", "all");
assert.equal(watched.code, 0, watched.output);

/** Longer than the longest of all periods: each test begins without counts. */
beforeEach(() => world.clock.advance(601));

const shopperAt = (address: string): Visitor =>
  visitor([world.gatewayUrl, world.simulatorUrl], { "x-forwarded-for": address });

interface Paid {
  readonly orderId: string;
  readonly page: Page;
}

async function payFrom(address: string, number: string): Promise<Paid> {
  const orderId = newOrderId();
  const created = assertAccepted(await world.api("POST", "/orders", redirectOrder({ order_id: orderId })));
  const shopper = shopperAt(address);
  const page = await submitCard(shopper, await shopper.open(textAt(created["payment_url"])), { number });
  return { orderId, page };
}

const payDirect = async (address: string, number: string): Promise<ApiAnswer> =>
  await world.api("POST", "/orders", {
    ...directOrderWithout3ds({ customer: { locale: "nl_NL", ip_address: address } }, { number }),
  });

function assertRetryAfter(headers: Headers, atMost: number): void {
  const seconds = Number(headers.get("retry-after"));
  assert.ok(
    Number.isInteger(seconds) && seconds >= 1 && seconds <= atMost,
    headers.get("retry-after") ?? "none",
  );
}

test("a third card from one line is refused beside the form, the order stays open, and ten minutes later it is taken", async () => {
  assert.notEqual((await payFrom("198.51.100.7", cards.visa)).page.status, 429);
  assert.notEqual((await payFrom("198.51.100.7", cards.visaSecond)).page.status, 429);
  const { orderId, page } = await payFrom("198.51.100.7", cards.mastercard);
  assert.equal(page.status, 429);
  assertRetryAfter(page.headers, 600);
  assert.match(page.html, /role="alert"[^]*Too many cards were tried here/);
  assert.ok(!page.html.includes(cards.mastercard));
  assert.match(page.html, /value="Sam Sample"/);
  assert.match(page.html, /value="12 (?:&#x2F;|&#47;|\/) 30"/);
  assert.equal(objectAt((await readOrder(world.api, orderId)).body, "data")["status"], "initialized");
  assert.notEqual((await payFrom("198.51.100.8", cards.mastercard)).page.status, 429);
  await world.clock.advance(600);
  assert.notEqual((await payFrom("198.51.100.7", cards.mastercard)).page.status, 429);
});

test("an IPv6 line is counted as one, whatever address of it is used", async () => {
  assert.equal((await payDirect("2001:db8:1:2::1", cards.visa)).status, 200);
  assert.equal((await payDirect("2001:db8:1:2:3::2", cards.visaSecond)).status, 200);
  assertRefused(await payDirect("2001:db8:1:2:ffff::", cards.mastercard), { code: 429, status: 429 });
  assert.equal((await payDirect("2001:db8:1:3::1", cards.mastercard)).status, 200);
});

test("one card from many lines is refused the fourth time, over a restart too, and no order is left", async () => {
  for (const last of [1, 2, 3]) assert.equal((await payDirect(`203.0.113.${last}`, cards.visa)).status, 200);
  await world.restartGateway();
  const before = await world.sql("select count(*) as orders from orders");
  const refused = await payDirect("203.0.113.4", cards.visa);
  assertRefused(refused, { code: 429, status: 429 });
  assertRetryAfter(refused.headers, 600);
  assert.deepEqual(await world.sql("select count(*) as orders from orders"), before);
  assert.equal((await payDirect("203.0.113.4", cards.visaSecond)).status, 200);
});

test("addresses behind which a proxy may stand are not counted for their shoppers", async () => {
  for (const number of [cards.visa, cards.visaSecond, cards.mastercard]) {
    assert.equal((await payDirect("10.1.2.3", number)).status, 200);
  }
});

test("who tries links is told of none any more, known or not, and others are served", async () => {
  const created = assertAccepted(await world.api("POST", "/orders", redirectOrder()));
  const known = textAt(created["payment_url"]);
  const guesser = shopperAt("198.51.100.20");
  const guess = async (link: string): Promise<Page> =>
    await guesser.open(`${world.gatewayUrl}/connect/${link}/`);
  assert.equal((await guesser.open(known)).status, 200);
  for (const link of ["a".repeat(35), "b".repeat(35), "no-link-at-all"]) {
    assert.equal((await guess(link)).status, 404);
  }
  const refused = await guess("c".repeat(35));
  assert.equal(refused.status, 429);
  assertRetryAfter(refused.headers, 60);
  assert.match(refused.html, /That was a little too fast/);
  assert.equal((await guesser.open(known)).status, 429);
  assert.equal((await shopperAt("198.51.100.21").open(known)).status, 200);
  await world.clock.advance(60);
  assert.equal((await guesser.open(known)).status, 200);
});

test("the table of counts names nobody", async () => {
  await payDirect("198.51.100.40", cards.visa);
  const rows = await world.sql("select bucket from rate_limit");
  assert.ok(rows.length > 0);
  for (const { bucket } of rows) assert.match(String(bucket), /^[0-9a-f]{64}$/);
});

// From here on with other limits.

test("a third card on one link is refused, though each before it was declined and the link tried again", async () => {
  await world.restartGateway({
    ...limits,
    SLUIS_RATE_CARDS_PER_ADDRESS: "0",
    SLUIS_RATE_CARDS_PER_CARD: "0",
    SLUIS_RATE_CARDS_PER_LINK: "2",
  });
  const order = redirectOrder({
    type: "paymentlink",
    gateway: "VISA",
    gateway_info: { flexible_3d: false },
    payment_options: { notification_url: "http://127.0.0.1:9/n" },
  });
  const link = textAt(assertAccepted(await world.api("POST", "/orders", order))["payment_url"]);
  const shopper = shopperAt("198.51.100.30");
  const submit = async (number: string): Promise<Page> =>
    await submitCard(shopper, await shopper.open(link), { number });
  for (let tried = 0; tried < 2; tried += 1) {
    assert.match((await submit(cards.visaInsufficientFunds)).html, /data-status="declined"/);
    assert.equal((await shopper.post(link.replace("/?", "/retry?"), {})).status, 200);
  }
  const refused = await submit(cards.visa);
  assert.equal(refused.status, 429);
  assertRetryAfter(refused.headers, 600);
  await world.clock.advance(600);
  assert.match((await submit(cards.visa)).html, /data-status="completed"/);
});

test("an address that asks too much is refused before its key is looked at, and the next is not", async () => {
  await world.restartGateway({ ...limits, SLUIS_RATE_PER_ADDRESS: "5" });
  const ask = async (address: string): Promise<ApiAnswer> =>
    await callJson(`${world.gatewayUrl}/v1/json/orders/none`, {
      method: "GET",
      headers: { api_key: world.apiKey, "x-forwarded-for": address },
    });
  for (let asked = 0; asked < 5; asked += 1) assert.equal((await ask("198.51.100.30")).status, 404);
  const refused = await ask("198.51.100.30");
  assertRefused(refused, { code: 429, status: 429 });
  assertRetryAfter(refused.headers, 60);
  assert.equal((await ask("198.51.100.31")).status, 404);
  await world.clock.advance(60);
  assert.equal((await ask("198.51.100.30")).status, 404);
});

test("two processes count requests of a key and wrong keys together", async () => {
  const environment = { ...limits, SLUIS_RATE_PER_KEY: "10" };
  await world.restartGateway(environment);
  const port = await freePort();
  const second = await startGateway({
    port,
    databaseUrl: world.databaseUrl,
    masterKey,
    apiKey: world.apiKey,
    acquirerPort: 1,
    mailboxPort: 1,
    simulatorUrl: world.simulatorUrl,
    mode: "sandbox",
    logLevel: "info",
    environment,
  });
  try {
    const me = async (gateway: string, key: string): Promise<ApiAnswer> =>
      await callJson(`${gateway}/v1/json/orders/none`, { method: "GET", headers: { api_key: key } });
    for (let pair = 0; pair < 5; pair += 1) {
      assert.equal((await me(world.gatewayUrl, world.apiKey)).status, 404);
      assert.equal((await me(second.url, world.apiKey)).status, 404);
    }
    for (const gateway of [world.gatewayUrl, second.url]) {
      const refused = await me(gateway, world.apiKey);
      assertRefused(refused, { code: 429, status: 429 });
      assertRetryAfter(refused.headers, 60);
    }
    for (let tried = 0; tried < 100; tried += 1) {
      assert.equal((await me(tried % 2 === 0 ? world.gatewayUrl : second.url, `wrong-${tried}`)).status, 401);
    }
    assert.equal((await me(world.gatewayUrl, "wrong-again")).status, 429);
    assert.equal((await me(second.url, "wrong-again")).status, 429);
  } finally {
    await second.process.stop();
  }
});
