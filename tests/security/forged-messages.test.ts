import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { isObject, type JsonObject, parseJson, textAt } from "../support/json.ts";
import { findForms } from "../support/markup.ts";
import { directOrder } from "../support/orders.ts";
import { freePort } from "../support/ports.ts";
import { startWorld } from "../support/world.ts";

// Goal: only the directory server's own report, with the right ids, at the address that only it was told, ends a
// challenge. Method: a listener between gateway and directory server writes down what the latter is told; then
// everything that a stranger, a shopper or another merchant's shopper could send is sent. docs/protocols/3ds.md.

interface ToldToDirectory {
  readonly resultsUrl: string;
  readonly threeDSServerTransID: string;
  readonly acsTransID: string;
  readonly dsTransID: string;
}

const told: ToldToDirectory[] = [];
const listenerPort = await freePort();
const directoryUrl = { value: "" };
const listener = createServer((request, response) => {
  void (async () => {
    const body = await text(request);
    const answer = await fetch(directoryUrl.value, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body,
    });
    const answered = await answer.text();
    writeDown(parseJson(body), parseJson(answered));
    response.writeHead(answer.status, { "content-type": "application/json; charset=utf-8" });
    response.end(answered);
  })();
});
listener.listen(listenerPort, "127.0.0.1");
await once(listener, "listening");

function writeDown(asked: unknown, answered: unknown): void {
  const request = objectOf(asked);
  const answer = objectOf(answered);
  if (request["messageType"] !== "AReq" || answer["transStatus"] !== "C") return;
  told.push({
    resultsUrl: textAt(request, "threeDSServerURL"),
    threeDSServerTransID: textAt(request, "threeDSServerTransID"),
    acsTransID: textAt(answer, "acsTransID"),
    dsTransID: textAt(answer, "dsTransID"),
  });
}

const objectOf = (value: unknown): JsonObject => parseObject(JSON.stringify(value));

function parseObject(json: string): JsonObject {
  const value = parseJson(json);
  assert.ok(isObject(value));
  return value;
}

const world = await startWorld({
  gatewayEnvironment: { SLUIS_DIRECTORY_SERVER_URL: `http://127.0.0.1:${listenerPort}` },
});
directoryUrl.value = `${world.simulatorUrl}/ds`;
after(async () => {
  await world.stop();
  listener.close();
  listener.closeAllConnections();
});
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Pending {
  readonly orderId: string;
  readonly challenge: Page;
  readonly told: ToldToDirectory;
}

async function pendingChallenge(): Promise<Pending> {
  const order = assertAccepted(await api("POST", "/orders", directOrder()));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(order["payment_url"])));
  const last = told.at(-1);
  assert.ok(last, "the directory server was asked");
  return { orderId: textAt(order["order_id"]), challenge, told: last };
}

const resultOf = (ids: ToldToDirectory, members: Record<string, string> = {}): Record<string, string> => ({
  messageType: "RReq",
  messageVersion: "2.2.0",
  messageCategory: "01",
  threeDSServerTransID: ids.threeDSServerTransID,
  acsTransID: ids.acsTransID,
  dsTransID: ids.dsTransID,
  transStatus: "Y",
  eci: "05",
  authenticationValue: Buffer.alloc(20, 7).toString("base64"),
  interactionCounter: "01",
  authenticationType: "02",
  ...members,
});

async function report(url: string, message: unknown): Promise<{ status: number; body: string }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: typeof message === "string" ? message : JSON.stringify(message),
  });
  return { status: response.status, body: await response.text() };
}

async function assertNothingHappened({ orderId }: Pending, heldBefore: number): Promise<void> {
  await world.clock.advance(30);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  assert.equal((await controls.books()).heldMinor, heldBefore);
}

const another = "00000000-0000-4000-8000-000000000000";

test("a result with foreign or invented ids ends nothing, and the genuine one still counts", async () => {
  const pending = await pendingChallenge();
  const other = await pendingChallenge();
  const { heldMinor } = await controls.books();
  const forged = [
    { threeDSServerTransID: another },
    { acsTransID: another },
    { dsTransID: another },
    { acsTransID: other.told.acsTransID },
    { threeDSServerTransID: other.told.threeDSServerTransID },
    { ...resultOf(other.told) },
  ];
  for (const members of forged) {
    const answer = await report(pending.told.resultsUrl, resultOf(pending.told, members));
    assert.ok(answer.status < 500, answer.body);
    const message = parseObject(answer.body);
    assert.notEqual(message["resultsStatus"], "01", answer.body);
  }
  await assertNothingHappened(pending, heldMinor);
  await assertNothingHappened(other, heldMinor);
  await answerChallenge(shopper, pending.challenge, "Y");
  assert.equal(await statusesOf(api, pending.orderId), "completed/completed");
});

test("a result with all the right ids at a guessed or another order's address ends nothing", async () => {
  const pending = await pendingChallenge();
  const other = await pendingChallenge();
  const { heldMinor } = await controls.books();
  const base = pending.told.resultsUrl.slice(0, pending.told.resultsUrl.lastIndexOf("/"));
  const word = pending.told.resultsUrl.slice(base.length + 1);
  assert.ok(word.length >= 43, "the address holds 256 random bits");
  const guesses = [
    "x",
    "a".repeat(word.length),
    word.slice(0, -1),
    `${word}x`,
    word.toUpperCase(),
    pending.orderId,
    "%00",
    "' or 1=1 --",
  ];
  for (const guess of [
    ...guesses.map((one) => `${base}/${encodeURIComponent(one)}`),
    other.told.resultsUrl,
  ]) {
    const answer = await report(guess, resultOf(pending.told));
    assert.ok(answer.status < 500, `${guess}: ${answer.status}`);
    assert.doesNotMatch(answer.body, /"resultsStatus":"01"/, guess);
  }
  await assertNothingHappened(pending, heldMinor);
});

test("what is no result at the right address ends nothing", async () => {
  const pending = await pendingChallenge();
  const { heldMinor } = await controls.books();
  const { transStatus: _, ...withoutStatus } = resultOf(pending.told);
  const nonsense: readonly unknown[] = [
    "",
    "null",
    "[]",
    "7",
    "{",
    "\u0000",
    withoutStatus,
    "x".repeat(60_000),
    resultOf(pending.told, { transStatus: "C" }),
    resultOf(pending.told, { transStatus: "yes" }),
    resultOf(pending.told, { messageType: "ARes" }),
    resultOf(pending.told, { messageVersion: "1.0.2" }),
    resultOf(pending.told, { messageCategory: "99" }),
    { ...resultOf(pending.told), transStatus: ["Y"] },
    { ...resultOf(pending.told), __proto__: { polluted: true } },
  ];
  for (const message of nonsense.slice(0, -1)) {
    const answer = await report(pending.told.resultsUrl, message);
    assert.ok(answer.status < 500, `${answer.status} for ${JSON.stringify(message).slice(0, 80)}`);
    assert.doesNotMatch(answer.body, /"resultsStatus":"01"/, JSON.stringify(message).slice(0, 200));
  }
  const tooLarge = await report(pending.told.resultsUrl, "x".repeat(2_000_000));
  assert.ok(tooLarge.status >= 400 && tooLarge.status < 500, String(tooLarge.status));
  await assertNothingHappened(pending, heldMinor);
});

test("after its end a challenge takes no other result, and the same one again without effect", async () => {
  const pending = await pendingChallenge();
  await answerChallenge(shopper, pending.challenge, "N");
  assert.equal(await statusesOf(api, pending.orderId), "declined/declined");
  const { heldMinor, entries } = await controls.books();
  const changed = await report(pending.told.resultsUrl, resultOf(pending.told));
  assert.doesNotMatch(changed.body, /"resultsStatus":"01"/);
  await world.clock.advance(60);
  assert.equal(await statusesOf(api, pending.orderId), "declined/declined");
  assert.equal((await controls.books()).heldMinor, heldMinor);
  assert.equal((await controls.books()).entries.length, entries.length);
});

test("a genuine result sent again a hundred times pays once", async () => {
  const pending = await pendingChallenge();
  const before = await controls.books();
  const message = resultOf(pending.told);
  await Promise.all(Array.from({ length: 100 }, () => report(pending.told.resultsUrl, message)));
  await world.clock.advance(60);
  assert.equal(await statusesOf(api, pending.orderId), "completed/completed");
  assert.equal((await controls.books()).entries.length - before.entries.length, 1);
});

test("a browser that claims to be authenticated is not believed, and cannot spoil the genuine return", async () => {
  const pending = await pendingChallenge();
  const { heldMinor } = await controls.books();
  const claims = [
    {
      messageType: "CRes",
      messageVersion: "2.2.0",
      transStatus: "Y",
      threeDSServerTransID: pending.told.threeDSServerTransID,
      acsTransID: pending.told.acsTransID,
    },
    {
      messageType: "CRes",
      messageVersion: "2.2.0",
      transStatus: "N",
      threeDSServerTransID: pending.told.threeDSServerTransID,
      acsTransID: pending.told.acsTransID,
    },
    {
      messageType: "CRes",
      messageVersion: "2.2.0",
      transStatus: "Y",
      threeDSServerTransID: pending.told.threeDSServerTransID,
      acsTransID: another,
    },
    resultOf(pending.told),
  ];
  for (const claim of claims) {
    const cres = Buffer.from(JSON.stringify(claim)).toString("base64url");
    const page = await shopper.post(`${world.gatewayUrl}/threeds/return`, { cres });
    assert.ok(page.status < 500, `${page.status}`);
    assert.equal(page.leftFor, null);
    assert.doesNotMatch(page.html, /data-status="completed"/);
  }
  await assertNothingHappened(pending, heldMinor);
  await answerChallenge(shopper, pending.challenge, "Y");
  assert.equal(await statusesOf(api, pending.orderId), "completed/completed");
});

test("a return that was good once tells a later caller nothing and pays nothing more", async () => {
  const pending = await pendingChallenge();
  const wayBack = await shopper.submit(pending.challenge, { values: { transStatus: "Y" } });
  const form = findForms(wayBack.html).find((one) => one.fields.some((field) => field.name === "cres"));
  assert.ok(form);
  await shopper.submit(wayBack);
  const before = await controls.books();
  for (let round = 0; round < 5; round += 1) {
    const replayed = await shopper.submit(wayBack);
    assert.ok(replayed.status < 500);
  }
  assert.equal((await controls.books()).entries.length, before.entries.length);
});
