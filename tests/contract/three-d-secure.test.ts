import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, type ChallengeChoice, isChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { type JsonObject, objectAt, parseJson, textAt } from "../support/json.ts";
import { findForms } from "../support/markup.ts";
import { cards, directOrder, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every way through 3-D Secure and every way out of it. Method: the shopper is a client without script.
// Contract: cards-3ds.md §3, §4, §7, §9, §12; edges.md.

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const shopUrl = "http://shop.example";

async function start(
  members: OrderBody = {},
  number: string = cards.visa,
  gatewayInfo: OrderBody = {},
): Promise<JsonObject> {
  const paymentOptions = { redirect_url: `${shopUrl}/ok?a=1`, cancel_url: `${shopUrl}/no` };
  return assertAccepted(
    await api(
      "POST",
      "/orders",
      directOrder({ payment_options: paymentOptions, ...members }, { number }, gatewayInfo),
    ),
  );
}

const htmlOf = (order: JsonObject): string => textAt(order["customer_verification"], "html");

const ways: readonly (readonly [name: string, enter: (order: JsonObject) => Promise<Page>])[] = [
  ["the html form", (order) => shopper.submitHtml(htmlOf(order))],
  ["the payment URL", (order) => shopper.open(textAt(order["payment_url"]))],
];

interface Outcome {
  readonly choice: ChallengeChoice;
  readonly status: string;
  readonly reason: RegExp;
  readonly reasonCode: string;
  readonly pays: boolean;
}

const outcomes: readonly Outcome[] = [
  { choice: "Y", status: "completed", reason: /^(?:SUCCESS|Successful.*|)$/, reasonCode: "", pays: true },
  { choice: "A", status: "completed", reason: /^(?:SUCCESS|Successful.*|)$/, reasonCode: "", pays: true },
  { choice: "U", status: "completed", reason: /^(?:SUCCESS|Successful.*|)$/, reasonCode: "", pays: true },
  { choice: "N", status: "declined", reason: /Card authentication failed/, reasonCode: "3001", pays: false },
  { choice: "R", status: "declined", reason: /Suspected fraud/, reasonCode: "3011", pays: false },
  { choice: "cancel", status: "declined", reason: /3D authorisation cancelled/, reasonCode: "", pays: false },
];

for (const [way, enter] of ways) {
  for (const { choice, status, reason, reasonCode, pays } of outcomes) {
    test(`${choice} by ${way} ends ${status}`, async () => {
      const before = await controls.books();
      const order = await start();
      const orderId = textAt(order["order_id"]);
      const challenge = await reachChallenge(shopper, await enter(order));
      assert.ok(isChallenge(challenge), challenge.url);
      const end = await answerChallenge(shopper, challenge, choice);

      assert.equal(
        end.leftFor,
        pays ? `${shopUrl}/ok?a=1&transactionid=${orderId}` : `${shopUrl}/no?transactionid=${orderId}`,
      );
      const final = assertAccepted(await readOrder(api, orderId));
      assert.equal(`${textAt(final["status"])}/${textAt(final["financial_status"])}`, `${status}/${status}`);
      assert.match(final["reason"] === null ? "" : textAt(final["reason"]), reason);
      if (reasonCode !== "") assert.equal(final["reason_code"], reasonCode);
      for (const gone of ["customer_verification", "payment_url"]) assert.equal(gone in final, false, gone);
      assert.equal((await controls.books()).heldMinor - before.heldMinor, pays ? 1000 : 0);
    });
  }
}

test("a pending order waits for the issuer, with the merchant's own cancel address", async () => {
  const order = await start();
  assert.equal(order["status"], "initialized");
  assert.equal(order["financial_status"], "initialized");
  assert.equal(order["reason"], "3D Secure Authorization");
  assert.equal(order["reason_code"], "");
  assert.equal(order["cancel_url"], `${shopUrl}/no`);
  assert.match(
    textAt(order["payment_url"]),
    new RegExp(`^${world.gatewayUrl}/connect/[A-Za-z0-9]{35}/\\?lang=nl_NL$`),
  );
});

test("the form posts a challenge request of EMV 3-D Secure 2.2.0 to the issuer, by a button that can be seen", async () => {
  const order = await start();
  assert.equal(objectAt(order["customer_verification"])["type"], "form");
  const forms = findForms(htmlOf(order));
  assert.equal(forms.length, 1);
  const [form] = forms;
  assert.ok(form);
  assert.equal(form.method, "post");
  assert.ok(form.action.startsWith(`${world.simulatorUrl}/acs/challenge`), form.action);
  assert.ok(form.buttons.length > 0);
  const creq = form.fields.find((field) => field.name === "creq")?.value ?? "";
  assert.match(creq, /^[A-Za-z0-9_-]+$/);
  const message = objectAt(parseJson(Buffer.from(creq, "base64url").toString("utf8")));
  assert.equal(message["messageType"], "CReq");
  assert.equal(message["messageVersion"], "2.2.0");
  assert.match(
    textAt(message["threeDSServerTransID"]),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.match(textAt(message["acsTransID"]), /^[0-9a-f-]{36}$/);
  assert.ok(form.fields.some((field) => field.name === "threeDSSessionData"));
});

test("both ways lead to one challenge, and the second leads nowhere after the first was answered", async () => {
  const order = await start();
  const orderId = textAt(order["order_id"]);
  const before = await controls.books();
  const byForm = await shopper.submitHtml(htmlOf(order));
  const byPage = await reachChallenge(shopper, await shopper.open(textAt(order["payment_url"])));
  assert.ok(isChallenge(byForm) && isChallenge(byPage));
  await answerChallenge(shopper, byForm, "Y");
  const late = await answerChallenge(shopper, byPage, "N");
  assert.ok(late.status < 500);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const again = await shopper.open(textAt(order["payment_url"]));
  assert.ok(again.leftFor !== null || again.status === 410 || again.status === 404, String(again.status));
  assert.equal((await controls.books()).entries.length - before.entries.length, 1);
});

test("evidence of the authentication travels in the authorization and stands in the order", async () => {
  const order = await start();
  const end = await answerChallenge(shopper, await shopper.submitHtml(htmlOf(order)), "Y");
  assert.ok(end.leftFor);
  assert.equal((await controls.books()).entries.at(-1)?.eci, "05");
  const final = assertAccepted(await readOrder(api, textAt(order["order_id"])));
  const result = objectAt(final, "payment_details", "card_authentication_result");
  assert.equal(result["status"], "Y");
  assert.equal(result["eci"], "05");
  assert.equal(objectAt(final, "payment_details", "card_authentication_details")["flow"], "challenge");
});

test("the issuer's policy frictionless completes at once, without a form", async () => {
  await controls.policy("frictionless");
  try {
    const order = await start();
    assert.equal(order["status"], "completed");
    assert.equal("customer_verification" in order, false);
    assert.equal((await controls.books()).entries.at(-1)?.eci, "05");
  } finally {
    await controls.policy("challenge");
  }
});

test("flexible_3d true asks for a challenge even of an issuer that wants none", async () => {
  await controls.policy("frictionless");
  try {
    const order = await start({}, cards.visa, { flexible_3d: true });
    assert.ok(isChallenge(await shopper.submitHtml(htmlOf(order))));
  } finally {
    await controls.policy("challenge");
  }
});

for (const [name, gatewayInfo, number] of [
  ["flexible_3d false", { flexible_3d: false }, cards.visa],
  ["moto", { moto: true }, cards.visa],
  ["a card that is not enrolled", {}, cards.visaNotEnrolled],
  ["an American Express card that is not enrolled", {}, cards.amexNotEnrolled],
] as const) {
  test(`${name} is final at once, without liability moved`, async () => {
    const order = await start({}, number, gatewayInfo);
    assert.equal(order["status"], "completed");
    assert.equal("customer_verification" in order, false);
    assert.notEqual((await controls.books()).entries.at(-1)?.eci, "05");
  });
}

test("an order with moto needs no IP address", async () => {
  const order = await start({ customer: { locale: "en_US" } }, cards.visa, { moto: true });
  assert.equal(order["status"], "completed");
});

test("a term_url is taken and the challenge works", async () => {
  const order = await start({}, cards.visa, { flexible_3d: true, term_url: `${shopUrl}/?type=term` });
  assert.ok(isChallenge(await shopper.submitHtml(htmlOf(order))));
});

test("a card that passes 3-D Secure may still be declined by its issuer", async () => {
  const order = await start({}, cards.visaInsufficientFunds);
  const end = await answerChallenge(shopper, await shopper.submitHtml(htmlOf(order)), "Y");
  assert.ok(end.leftFor?.startsWith(`${shopUrl}/no`));
  const final = assertAccepted(await readOrder(api, textAt(order["order_id"])));
  assert.equal(final["status"], "declined");
  assert.equal(final["reason_code"], "4002");
});

test("the order completes when the browser is lost after the issuer said yes", async () => {
  const order = await start();
  const orderId = textAt(order["order_id"]);
  const challenge = await shopper.submitHtml(htmlOf(order));
  // Answers the issuer and follows nothing: the tab was closed.
  await visitor([]).submit(challenge, { values: { transStatus: "Y" } });
  await eventually("the order completes", async () =>
    (await statusesOf(api, orderId)) === "completed/completed" ? true : null,
  );
});

/** The page by which the browser would carry `cres` back, held in the hand. */
async function heldReturn(order: JsonObject): Promise<{ action: string; values: Record<string, string> }> {
  const challenge = await shopper.submitHtml(htmlOf(order));
  const page = await shopper.submit(challenge, { values: { transStatus: "Y" } });
  const form = findForms(page.html).find((candidate) =>
    candidate.fields.some((field) => field.name === "cres"),
  );
  assert.ok(form, page.html.slice(0, 2_000));
  return {
    action: new URL(form.action, page.url).href,
    values: Object.fromEntries(form.fields.map((field) => [field.name, field.value])),
  };
}

test("a return that comes twice pays once", async () => {
  const before = await controls.books();
  const order = await start();
  const { action, values } = await heldReturn(order);
  for (let time = 0; time < 3; time += 1) {
    const page = await shopper.post(action, values);
    assert.ok(page.status < 500);
  }
  assert.equal(await statusesOf(api, textAt(order["order_id"])), "completed/completed");
  assert.equal((await controls.books()).entries.length - before.entries.length, 1);
});

test("garbage and foreign returns pay nothing and leave the genuine one whole", async () => {
  const paying = await start();
  const genuine = await heldReturn(paying);
  const victim = await start();
  const before = await controls.books();
  const forged = Buffer.from(
    JSON.stringify({ messageType: "CRes", transStatus: "Y", messageVersion: "2.2.0" }),
  ).toString("base64url");
  for (const cres of ["", "x", "%%%", "e30", forged, "A".repeat(100_000), `${genuine.values["cres"]}x`]) {
    const page = await shopper.post(genuine.action, { ...genuine.values, cres });
    assert.ok(page.status < 500, `${page.status} for ${cres.slice(0, 20)}`);
  }
  const foreign = { cres: genuine.values["cres"] ?? "", threeDSSessionData: sessionDataOf(victim) };
  assert.ok((await shopper.post(genuine.action, foreign)).status < 500);
  assert.equal(await statusesOf(api, textAt(victim["order_id"])), "initialized/initialized");
  const end = await shopper.post(genuine.action, genuine.values);
  assert.equal(end.leftFor, `${shopUrl}/ok?a=1&transactionid=${textAt(paying["order_id"])}`);
  assert.ok((await controls.books()).entries.length - before.entries.length <= 1);
});

const sessionDataOf = (order: JsonObject): string =>
  findForms(htmlOf(order))[0]?.fields.find((field) => field.name === "threeDSSessionData")?.value ?? "";

test("a result that the directory server reports twice pays once", async () => {
  const before = await controls.books();
  await controls.fault({ kind: "rreq-twice", count: 1 });
  const order = await start();
  await answerChallenge(shopper, await shopper.submitHtml(htmlOf(order)), "Y");
  assert.equal(await statusesOf(api, textAt(order["order_id"])), "completed/completed");
  assert.equal((await controls.books()).entries.length - before.entries.length, 1);
});

test("a result that is lost pays nothing, and the order expires", async () => {
  const before = await controls.books();
  await controls.fault({ kind: "rreq-lost", count: 1 });
  const order = await start();
  const end = await answerChallenge(shopper, await shopper.submitHtml(htmlOf(order)), "Y");
  assert.ok(end.status < 500);
  assert.equal(await statusesOf(api, textAt(order["order_id"])), "initialized/initialized");
  await world.clock.advance(3_601);
  assert.equal(await statusesOf(api, textAt(order["order_id"])), "expired/expired");
  assert.equal((await controls.books()).heldMinor, before.heldMinor);
});

for (const kind of ["ds-malformed", "ds-error", "ds-http-500", "ares-u"]) {
  test(`a directory server with the fault ${kind} leaves an order without liability moved, not an error`, async () => {
    await controls.fault({ kind, count: 1 });
    const order = await start({ order_id: newOrderId(kind) });
    assert.equal(order["status"], "completed");
    assert.notEqual((await controls.books()).entries.at(-1)?.eci, "05");
    await controls.clearFaults();
  });
}
