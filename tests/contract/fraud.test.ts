import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Api, merchantApi, readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { assertAccepted, assertRefused, assertRefusedSomehow, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { listAt, numberAt, objectAt, parseJson, textAt } from "../support/json.ts";
import {
  cards,
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a payment that looks like fraud is held until somebody decides, and no other is. Method: a site whose rules look
// at every card, made on the command line, beside one as it is made and the sandbox's own. Contract: cards-3ds.md §11,
// statuses.md §3.2, edges.md "Sandbox".

const folder = await mkdtemp(join(tmpdir(), "sluis-test-countries-"));
const addressFile = join(folder, "addresses.csv");
const cardFile = join(folder, "cards.csv");
await writeFile(addressFile, "198.51.100.0,198.51.100.255,US\n2001:db8::,2001:db8:ffff::,US\n");
await writeFile(cardFile, "411111,411111,NL\n");

const world = await startWorld({
  threeDS: "frictionless",
  gatewayEnvironment: { SLUIS_ADDRESS_COUNTRIES: addressFile, SLUIS_CARD_COUNTRIES: cardFile },
});
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
  await rm(folder, { recursive: true });
});
const { clock, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const daySeconds = 86_400;

interface MadeSite {
  readonly id: string;
  readonly api: Api;
}

async function makeSite(name: string): Promise<MadeSite> {
  const { output } = await world.commandLine(
    ...["site", "create", "--name", name, "--mcc", "5732", "--city", "Amsterdam", "--country", "NL"],
    ...["--terminal", "TERM0002", "--acceptor", "ACCEPTOR0000002"],
  );
  const [, id = ""] = /^Site (\d+)/m.exec(output) ?? [];
  return { id, api: merchantApi(world.gatewayUrl, /^\s+([A-Za-z0-9]{20,})$/m.exec(output)?.[1] ?? "") };
}

const careful = await makeSite("Careful shop");
const usual = await makeSite("Usual shop");
const set = await world.commandLine("site", "set", "--site", careful.id, "--fraud-rules", "all");
assert.equal(set.code, 0, set.output);
const { api } = careful;

/** Addresses of 203.0.113.0/24, one after the other: nobody paid from the next one for long. */
const hosts = Array.from({ length: 200 }, (_, index) => index + 1);
const freshAddress = (): string => `203.0.113.${hosts.shift() ?? 0}`;

/** Nobody paid from here before. */
const payer = (members: OrderBody = {}): OrderBody => ({
  locale: "nl_NL",
  ip_address: freshAddress(),
  first_name: "Sam",
  last_name: "Sample",
  country: "NL",
  email: `${newOrderId("shopper")}@example.com`,
  ...members,
});

/** A disposable mailbox (3), another name than the card's (2), goods that go abroad (2). */
const suspect = (members: OrderBody = {}): OrderBody => ({
  customer: payer({ email: `${newOrderId("x")}@mailinator.com`, first_name: "Kim", last_name: "Example" }),
  delivery: { country: "US" },
  ...members,
});

interface Made {
  readonly orderId: string;
  readonly path: string;
}

/** Creates the order at a time from which no earlier payment is in a window of a day. */
async function pay(members: OrderBody, number?: string): Promise<Made> {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  const body = directOrderWithout3ds(
    {
      order_id: orderId,
      payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
      ...members,
    },
    number === undefined ? {} : { number },
  );
  assertAccepted(await api("POST", "/orders", body));
  return { orderId, path };
}

/** After a day without payments. */
async function payAfterQuiet(members: OrderBody, number?: string): Promise<Made> {
  await clock.advance(daySeconds + 1);
  return await pay(members, number);
}

async function riskOf(
  orderId: string,
): Promise<{ readonly score: number; readonly codes: readonly string[] }> {
  const [row] = await world.sql(
    "select risk from orders join payment_attempt on payment_attempt.key = current_attempt where order_id = $1",
    [orderId],
  );
  const risk = objectAt(parseJson(JSON.stringify(row?.["risk"])));
  return {
    score: numberAt(risk["score"]),
    codes: listAt(risk["signals"]).map((signal) => textAt(objectAt(signal)["code"])),
  };
}

const told = async (path: string, count: number): Promise<readonly string[]> =>
  (await shop.receives(path, count)).map((call) => textAt(parseJson(call.body), "status"));

const patch = async (orderId: string, status: string): Promise<void> => {
  assert.deepEqual(assertAccepted(await api("PATCH", `/orders/${orderId}`, { status })), {});
};

/** The authorization that the acquirer booked last: where its money is now can be asked later. */
async function lastAuthorization(): Promise<{ readonly isUndone: () => Promise<boolean> }> {
  const rrn = (await controls.books()).entries.at(-1)?.rrn;
  assert.notEqual(rrn, undefined);
  return {
    isUndone: async () =>
      (await controls.books()).entries.some((entry) => entry.rrn === rrn && entry.isReversed),
  };
}

test("a payment that nothing speaks against completes with score 0", async () => {
  const { orderId } = await payAfterQuiet({ customer: payer() });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(await riskOf(orderId), { score: 0, codes: [] });
});

test("a payment with score 5 passes, and the score is kept", async () => {
  const { orderId } = await payAfterQuiet(suspect({ delivery: { country: "NL" } }));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(await riskOf(orderId), { score: 5, codes: ["mail-disposable", "name-mismatch"] });
});

test("a payment with score 7 is held, the shop is told, and its reasons are kept", async () => {
  const { orderId, path } = await payAfterQuiet(suspect());
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  assert.deepEqual(await told(path, 1), ["uncleared"]);
  assert.deepEqual(await riskOf(orderId), {
    score: 7,
    codes: ["delivery-abroad", "mail-disposable", "name-mismatch"],
  });
});

test("completed accepts a held payment, and five days later it still is", async () => {
  const { orderId, path } = await payAfterQuiet(suspect());
  const authorization = await lastAuthorization();
  await shop.receives(path, 1);
  await patch(orderId, "completed");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  await clock.advance(6 * daySeconds);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal(await authorization.isUndone(), false);
  assert.deepEqual(await told(path, 2), ["uncleared", "completed"]);
});

for (const status of ["declined", "void"]) {
  test(`${status} rejects a held payment, and the money goes back`, async () => {
    const { orderId, path } = await payAfterQuiet(suspect());
    const authorization = await lastAuthorization();
    await shop.receives(path, 1);
    await patch(orderId, status);
    assert.equal(await statusesOf(api, orderId), "void/void");
    await clock.advance(60);
    assert.equal(await authorization.isUndone(), true);
    assert.deepEqual(await told(path, 2), ["uncleared", "void"]);
  });
}

test("a held payment is neither shipped, cancelled, captured nor refunded before its review", async () => {
  const { orderId } = await payAfterQuiet(suspect());
  for (const status of ["shipped", "cancelled"]) {
    assertRefused(await api("PATCH", `/orders/${orderId}`, { status }), { code: 1000 });
  }
  assertRefusedSomehow(await api("POST", `/orders/${orderId}/capture`, {}));
  assertRefusedSomehow(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 1 }));
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
});

test("nobody decides for five days: the order is void and the money goes back", async () => {
  const { orderId, path } = await payAfterQuiet(suspect());
  const authorization = await lastAuthorization();
  await shop.receives(path, 1);
  await clock.advance(5 * daySeconds - 120);
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  assert.equal(await authorization.isUndone(), false);
  await clock.advance(240);
  assert.equal(await statusesOf(api, orderId), "void/void");
  assert.equal(await authorization.isUndone(), true);
  assert.deepEqual(await told(path, 2), ["uncleared", "void"]);
});

test("a held payment on the page leads the shopper to the page of success", async () => {
  await clock.advance(daySeconds + 1);
  const orderId = newOrderId();
  const paymentOptions = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const body = redirectOrder({ order_id: orderId, payment_options: paymentOptions, ...suspect() });
  const created = assertAccepted(await api("POST", "/orders", body));
  const form = await shopper.open(textAt(created["payment_url"]));
  const end = await submitCard(shopper, form, { number: cards.visaNotEnrolled });
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  assert.equal((await riskOf(orderId)).score, 7);
});

test("a held reservation is captured only after its review, and within the time that is left", async () => {
  const { orderId, path } = await payAfterQuiet(suspect({ capture: "manual" }));
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  const authorizedAt = await clock.now();
  await shop.receives(path, 1);
  const capture = { amount: 1000, new_order_id: newOrderId(), reason: "Sent" };
  assertRefusedSomehow(await api("POST", `/orders/${orderId}/capture`, capture));
  await clock.advance(4 * daySeconds);
  await patch(orderId, "completed");
  assert.equal(await statusesOf(api, orderId), "completed/initialized");
  assert.deepEqual(await told(path, 2), ["uncleared", "completed"]);
  const expiry = await world.sql(
    "select run_at from job join orders on orders.key = order_key where order_id = $1 and kind = 'expire-authorization'",
    [orderId],
  );
  const [runAt] = expiry.map((row) => row["run_at"]);
  assert.ok(runAt instanceof Date);
  const daysToCapture = Math.round((runAt.getTime() - authorizedAt.getTime()) / (daySeconds * 1000));
  assert.equal(daysToCapture, 7);
  assertAccepted(await api("POST", `/orders/${orderId}/capture`, capture));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a held reservation that nobody reviews is void and given up", async () => {
  const { orderId } = await payAfterQuiet(suspect({ capture: "manual" }));
  const authorization = await lastAuthorization();
  await clock.advance(5 * daySeconds + 60);
  assert.equal(await statusesOf(api, orderId), "void/void");
  assert.equal(await authorization.isUndone(), true);
  const held = assertAccepted(await readOrder(api, orderId));
  assert.equal(objectAt(held["payment_details"])["capture_remain"], 0);
});

test("the acquirer's advice to complete does not end the review that the score demands", async () => {
  const { orderId } = await payAfterQuiet(suspect(), cards.visaUnclearedThenCompleted);
  await clock.advance(600);
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  await patch(orderId, "completed");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("the acquirer's advice to void ends a held payment after three minutes", async () => {
  const { orderId } = await payAfterQuiet(suspect(), cards.visaUnclearedThenVoid);
  await clock.advance(185);
  assert.equal(await statusesOf(api, orderId), "void/void");
});

test("the sixth attempt of a card and of a mailbox within an hour is seen, a day later none", async () => {
  await clock.advance(daySeconds + 1);
  const mailbox = newOrderId("often");
  for (const tag of ["", "+a", "+b", "+c", "+d"]) {
    const { orderId } = await pay({ customer: payer({ email: `${mailbox}${tag}@example.com` }) });
    assert.deepEqual((await riskOf(orderId)).codes, []);
  }
  const customer = payer({ email: `${mailbox.toUpperCase()}@example.com` });
  const sixth = await pay({ customer });
  assert.deepEqual(await riskOf(sixth.orderId), { score: 5, codes: ["card-attempts", "email-attempts"] });
  const nextDay = await payAfterQuiet({ customer });
  assert.deepEqual(await riskOf(nextDay.orderId), { score: 0, codes: [] });
});

test("the fourth card of one mailbox within a day is seen", async () => {
  await clock.advance(daySeconds + 1);
  const customer = payer();
  const seen: (readonly string[])[] = [];
  for (const number of [cards.visa, cards.visaSecond, cards.mastercard, cards.visa, cards.maestro]) {
    const { orderId } = await pay({ customer }, number);
    seen.push((await riskOf(orderId)).codes);
  }
  assert.deepEqual(seen, [[], [], [], [], ["email-cards"]]);
});

test("the third mailbox that pays with one card within a day is seen", async () => {
  await clock.advance(daySeconds + 1);
  const seen: (readonly string[])[] = [];
  for (const email of ["a@example.com", "b@example.com", "a@example.com", "c@example.com"]) {
    const { orderId } = await pay({ customer: payer({ email }) });
    seen.push((await riskOf(orderId)).codes);
  }
  assert.deepEqual(seen, [[], [], [], ["card-emails"]]);
});

test("declines of a card and of an address are counted, and a network of IPv6 is one address", async () => {
  await clock.advance(daySeconds + 1);
  const from = (host: number): OrderBody => payer({ ip_address: `2001:db8:1:2::${host}` });
  const seen: (readonly string[])[] = [];
  for (let host = 1; host <= 6; host += 1) {
    const { orderId } = await pay({ customer: from(host) }, cards.visaInsufficientFunds);
    seen.push((await riskOf(orderId)).codes);
  }
  assert.deepEqual(seen.slice(0, 2).flat(), [
    "address-not-in-customer-country",
    "address-not-in-customer-country",
  ]);
  assert.ok(seen[3]?.includes("card-declines"), String(seen[3]));
  assert.ok(seen[5]?.includes("address-declines"), String(seen[5]));
});

test("a card that its issuer reported is held, also a week later", async () => {
  const reported = await payAfterQuiet({ customer: payer() }, cards.maestroDocumented);
  assert.deepEqual(await riskOf(reported.orderId), { score: 0, codes: [] });
  // No card of the simulator is stolen.
  await world.sql(
    "update payment_attempt set response_code = '43' where key = (select current_attempt from orders where order_id = $1)",
    [reported.orderId],
  );
  await clock.advance(7 * daySeconds);
  const again = await pay({ customer: payer() }, cards.maestroDocumented);
  assert.deepEqual(await riskOf(again.orderId), { score: 6, codes: ["card-reported"] });
  assert.equal(await statusesOf(api, again.orderId), "uncleared/uncleared");
});

test("an amount far above what the site takes is seen once there is a history", async () => {
  const small = { currency: "GBP", amount: 1000 };
  const large = { currency: "GBP", amount: 5001 };
  const early = await payAfterQuiet({ ...large, customer: payer() });
  assert.deepEqual((await riskOf(early.orderId)).codes, []);
  for (let count = 0; count < 29; count += 1) await payAfterQuiet({ ...small, customer: payer() });
  const high = await payAfterQuiet({ ...large, customer: payer() });
  assert.deepEqual((await riskOf(high.orderId)).codes, ["amount-unusual"]);
  const usual = await payAfterQuiet({ ...large, amount: 5000, customer: payer() });
  assert.deepEqual((await riskOf(usual.orderId)).codes, []);
});

test("countries of address, card and customer are held against each other", async () => {
  const { orderId } = await payAfterQuiet({ customer: payer({ ip_address: "198.51.100.7" }) });
  assert.deepEqual((await riskOf(orderId)).codes, [
    "address-not-in-card-country",
    "address-not-in-customer-country",
  ]);
  const other = await payAfterQuiet({ customer: payer({ country: "BE" }) });
  assert.deepEqual((await riskOf(other.orderId)).codes, ["card-not-in-customer-country"]);
});

for (const [name, shopApi, number] of [
  ["a site without a setting does not look at a test card", usual.api, cards.visa],
  ["the sandbox's own site does not look at a test card", world.api, cards.visa],
  ["the sandbox's own site does not look at any other card", world.api, "4242424242424242"],
] as const) {
  test(`${name}, however often and suspect it comes`, async () => {
    const [counted] = await world.sql("select count(*)::int as count from velocity_record");
    for (let count = 0; count < 12; count += 1) {
      const body = directOrderWithout3ds(suspect(), { number });
      assert.equal(assertAccepted(await shopApi("POST", "/orders", body))["status"], "completed");
    }
    assert.deepEqual(await world.sql("select count(*)::int as count from velocity_record"), [counted]);
  });
}

test("a site without a setting looks at a card that may be somebody's", async () => {
  await clock.advance(daySeconds + 1);
  const body = directOrderWithout3ds(suspect(), { number: "4242424242424242" });
  assert.equal(assertAccepted(await usual.api("POST", "/orders", body))["status"], "uncleared");
});

test("by mail or telephone the address is the merchant's, and is not looked at", async () => {
  await clock.advance(daySeconds + 1);
  const orderId = newOrderId();
  const body = directOrder(
    { order_id: orderId, customer: payer({ ip_address: "198.51.100.9" }) },
    {},
    { moto: true },
  );
  assertAccepted(await api("POST", "/orders", body));
  assert.deepEqual(await riskOf(orderId), { score: 0, codes: [] });
});

test("what attempts are counted by holds neither e-mail, address nor card in the clear", async () => {
  const customer = payer({ ip_address: "198.51.100.77", email: "counted@example.com" });
  await payAfterQuiet({ customer });
  const rows = JSON.stringify(await world.sql("select * from velocity_record order by at desc limit 1"));
  for (const secret of ["198.51.100.77", "counted", "example.com", cards.visa, "1111"]) {
    assert.equal(rows.includes(secret), false, secret);
  }
});

test("the command line refuses what is no site and what is no setting", async () => {
  for (const [site, rules] of [
    ["999999", "all"],
    ["x", "all"],
    ["1", "some"],
  ] as const) {
    const { code, output } = await world.commandLine("site", "set", "--site", site, "--fraud-rules", rules);
    assert.notEqual(code, 0);
    assert.match(output, /Nothing was done/);
  }
});
