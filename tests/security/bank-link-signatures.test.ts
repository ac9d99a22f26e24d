import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { startOverheardLine } from "../fuzz/overheard-line.ts";
import { type Signing, signedHeaders } from "../support/bank-call.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { bankKey } from "../support/services.ts";
import { startWorld } from "../support/world.ts";

// Goal: only our provider can make us ask, and a provider that does not know us costs no payment. Method: webhooks that this
// test signs rightly and wrongly; a gateway whose key its bank does not believe. docs/protocols/bank-link.md.

const previousKey = randomBytes(32).toString("hex");
const line = await startOverheardLine();
const usual = {
  SLUIS_BANK_URL: `${line.url}/bank`,
  SLUIS_TRUSTED_PROXIES: "127.0.0.0/8",
  SLUIS_RATE_STRAY_MESSAGES: "3",
  SLUIS_BANK_KEY_PREVIOUS: previousKey,
};
const world = await startWorld({ gatewayEnvironment: usual });
line.lead(world.simulatorUrl);
after(async () => {
  await world.stop();
  await line.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** An order whose shopper stands on the bank's page, and the address that the bank was told for it. */
async function atTheBank(): Promise<{ readonly orderId: string; readonly bankPage: string }> {
  const orderId = newOrderId();
  const order = redirectOrder({ order_id: orderId, gateway: "IDEAL", customer: { locale: "en_US" } });
  const created = assertAccepted(await api("POST", "/orders", order));
  const page = await shopper.open(textAt(created["payment_url"]));
  const bank = await shopper.submit(page, { values: { gateway: "IDEAL" } });
  return { orderId, bankPage: bank.url };
}

/** Paid, and the bank's own webhook is lost: only those of this test come. Gives the address that the bank was told. */
async function paidInSilence(): Promise<{ readonly orderId: string; readonly path: string }> {
  line.take();
  const { orderId, bankPage } = await atTheBank();
  const told = line.take().map(({ asked }) => /"webhook_url":"([^"]+)"/.exec(asked)?.[1]);
  const url = told.find((one) => one !== undefined);
  assert.ok(url !== undefined);
  await world.controls.fault({ kind: "webhook-lost", count: 1 });
  const leaving = await fetch(bankPage, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "scenario=success",
    redirect: "manual",
  });
  await leaving.body?.cancel();
  assert.equal(leaving.status, 303);
  return { orderId, path: new URL(url).pathname };
}

const body = '{"id":"bp_1"}';

async function post(
  path: string,
  headers: Readonly<Record<string, string>>,
  address = "198.51.100.7",
): Promise<{ readonly status: number; readonly headers: Headers }> {
  const answer = await fetch(`${world.gatewayUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address, ...headers },
    body,
  });
  await answer.body?.cancel();
  return answer;
}

const webhookOf = (path: string, signing: Signing = {}): Record<string, string> =>
  signedHeaders({ method: "POST", path, body }, { tag: "bank-link-webhook", ...signing });

const nowS = (): number => Math.floor(Date.now() / 1_000);

test("a webhook that the bank did not sign for this address just now is refused, and nothing is asked", async () => {
  const { orderId, path } = await paidInSilence();
  const other = path.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  for (const [index, headers] of [
    {},
    webhookOf(path, { key: randomBytes(32).toString("hex") }),
    webhookOf(path, { created: nowS() - 400 }),
    webhookOf(path, { created: nowS() + 400 }),
    webhookOf(path, { tag: "bank-link-request" }),
    webhookOf(other),
    { ...webhookOf(path), "content-digest": "sha-256=:AAAA:" },
  ].entries()) {
    // Each from a line of its own: how often is another matter.
    assert.equal((await post(path, headers, `203.0.113.${index}`)).status, 401, String(index));
  }
  assert.deepEqual(line.take(), []);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  assert.equal((await post(path, webhookOf(path))).status, 204);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("the key before is still believed, and what the bank itself sends is heard", async () => {
  const silent = await paidInSilence();
  assert.equal((await post(silent.path, webhookOf(silent.path, { key: previousKey }))).status, 204);
  assert.equal(await statusesOf(api, silent.orderId), "completed/completed");
  const heard = await atTheBank();
  await shopper.post(heard.bankPage, { scenario: "success" });
  assert.equal(await statusesOf(api, heard.orderId), "completed/completed");
});

test("strangers are slowed after three of their messages, and the bank behind the same address is heard", async () => {
  const { orderId, path } = await paidInSilence();
  for (let sent = 0; sent < 3; sent += 1) assert.equal((await post(path, {})).status, 401);
  const slowed = await post(path, {});
  assert.equal(slowed.status, 429);
  assert.ok(Number(slowed.headers.get("retry-after")) >= 1);
  assert.equal((await post(path, {}, "198.51.100.8")).status, 401);
  assert.equal((await post(path, webhookOf(path))).status, 204);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

for (const [what, guest, path, type, content] of [
  ["results", 20, "/threeds/results/none", "application/json", '{"messageType":"RReq"}'],
  ["returns", 30, "/threeds/return", "application/x-www-form-urlencoded", "cres=bm90aGluZw"],
] as const) {
  test(`3-D Secure ${what} that belong to nothing are refused from the fourth on, for one address`, async () => {
    const send = async (address: string): Promise<number> => {
      const headers = { "content-type": type, "x-forwarded-for": address };
      const answer = await fetch(`${world.gatewayUrl}${path}`, { method: "POST", headers, body: content });
      await answer.body?.cancel();
      return answer.status;
    };
    for (let sent = 0; sent < 3; sent += 1) assert.notEqual(await send(`198.51.100.${guest}`), 429);
    assert.equal(await send(`198.51.100.${guest}`), 429);
    assert.notEqual(await send(`198.51.100.${guest + 1}`), 429);
    for (let sent = 0; sent < 5; sent += 1) assert.notEqual(await send("10.1.2.3"), 429);
    await world.clock.advance(60);
    assert.notEqual(await send(`198.51.100.${guest}`), 429);
  });
}

test("a bank that does not know us declines nothing: the payment begins once it does", async () => {
  await world.restartGateway({ SLUIS_BANK_KEY: randomBytes(32).toString("hex") });
  const orderId = newOrderId();
  const debit = directOrder({
    order_id: orderId,
    gateway: "DIRDEB",
    gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000001" },
  });
  assertAccepted(await api("POST", "/orders", debit));
  await world.clock.advance(120);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  assert.match(world.gatewayLog(), /"cause":"http-401"/);
  await world.restartGateway();
  await world.clock.advance(3_600);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const payments = (await world.controls.bank()).filter(({ method }) => method === "DIRDEB");
  assert.equal(payments.length, 1);
});

test("no key of the link stands in a log", () => {
  for (const log of [world.gatewayLog(), world.simulatorLog()]) {
    assert.ok(!log.includes(bankKey) && !log.includes(previousKey));
  }
});
