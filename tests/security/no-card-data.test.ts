import assert from "node:assert/strict";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { assertNoCardNumber, assertNoCardNumberStored } from "../support/card-leaks.ts";
import { answerChallenge, type ChallengeChoice, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { namesOf, newReference, subsequentOrder, tokensOf } from "../support/recurring.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: after payments with every ending, no card number and no security code rests in the database, the logs or what
// was sent out; while a challenge is pending the card is there, but not readable. PCI DSS 3.3, 3.5.
// Method: every value of every column is searched as text, as bytes, and as the text in those bytes.

const world = await startWorld({ logLevel: "trace" });
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** Codes that no counter, port or time of a test shows by chance where they are looked for. */
const cvc = "739";
const amexCvc = "7391";
const holder = "Sam Sample";
/** A shopper who leaves cards. */
const reference = newReference();
const used = new Set<string>();

function card(number: string): { number: string; cvc: string } {
  used.add(number);
  return { number, cvc: number.startsWith("37") ? amexCvc : cvc };
}

const reporting = (orderId = newOrderId()): Record<string, unknown> => ({
  order_id: orderId,
  payment_options: {
    notification_url: `${shop.url}/n`,
    notification_method: "POST",
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  },
});

/** Everything that the gateway said to anybody. */
const said: string[] = [];

const hear = (page: Page): Page => {
  said.push(page.url, page.html, JSON.stringify([...page.headers]), page.leftFor ?? "");
  return page;
};

async function challengeOf(
  number: string,
  members: Record<string, unknown> = {},
): Promise<{ orderId: string; challenge: Page }> {
  const body = directOrder({ ...reporting(), ...members }, card(number));
  const answer = await api("POST", "/orders", body);
  said.push(answer.text);
  const order = assertAccepted(answer);
  const challenge = hear(await reachChallenge(shopper, await shopper.open(textAt(order["payment_url"]))));
  return { orderId: textAt(order["order_id"]), challenge };
}

async function payOnPage(number: string, choice: ChallengeChoice): Promise<void> {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder(reporting())));
  const form = hear(await shopper.open(textAt(created["payment_url"])));
  const mistaken = hear(await submitCard(shopper, form, { ...card(number), expiry: "13/30", holder }));
  const next = hear(await submitCard(shopper, mistaken, { ...card(number), holder }));
  hear(await answerChallenge(shopper, await reachChallenge(shopper, next), choice));
}

async function payDirectly(number: string, members: Record<string, unknown> = {}): Promise<void> {
  const answer = await api(
    "POST",
    "/orders",
    directOrderWithout3ds({ ...reporting(), ...members }, card(number)),
  );
  said.push(answer.text);
}

async function payEveryWay(): Promise<void> {
  await payDirectly(cards.visa);
  await payDirectly(cards.amex);
  await payDirectly(cards.maestro);
  await payDirectly(cards.visaInsufficientFunds);
  await payDirectly(cards.visaUnclearedThenVoid);
  await payDirectly(cards.mastercard, { currency: "ABC" });
  await payDirectly(cards.mastercard, { capture: "manual" });
  await payDirectly(cards.amexNotEnrolled, { amount: 0 });
  await world.controls.fault({ kind: "cut-after", count: 1 });
  await payDirectly(cards.maestroDocumented);
  await keepEveryWay();
  await payOnPage(cards.mastercardSeed, "Y");
  await payOnPage(cards.visaSecond, "N");
  await payOnPage(cards.amex, "cancel");
  for (const choice of ["Y", "A", "N", "R", "U", "cancel"] as const) {
    const { challenge } = await challengeOf(cards.visa);
    hear(await answerChallenge(shopper, challenge, choice));
  }
  await api("POST", "/orders", `{"gateway_info":{"card_number":"${cards.amex}","card_cvc":"${amexCvc}"`);
  await api("POST", "/orders", { ...directOrder({}, card(cards.visa)), order_id: "" });
}

/** Cards that stay in the vault, one that was removed from it, and charges of one. */
async function keepEveryWay(): Promise<void> {
  const customer = { ip_address: "192.0.2.10", reference };
  const leave = { recurring_model: "cardOnFile", customer };
  for (const number of [cards.visa, cards.amex, cards.mastercard, cards.visaUnclearedThenVoid]) {
    await payDirectly(number, leave);
  }
  const { challenge } = await challengeOf(cards.maestro, leave);
  hear(await answerChallenge(shopper, challenge, "Y"));
  const [charged, removed] = await namesOf(api, reference);
  for (const token of [charged, removed]) {
    said.push((await api("POST", "/orders", subsequentOrder({ token: token ?? "", reference }))).text);
  }
  said.push((await api("PATCH", `/recurring/${reference}/update/${charged}`, { expiry_date: "3101" })).text);
  said.push((await api("DELETE", `/recurring/${reference}/remove/${removed}`)).text);
  said.push((await tokensOf(api, reference)).text);
}

/** Every value of every column, as its text; bytes as hexadecimal and as the text that stands in them. */
async function everyValue(): Promise<readonly string[]> {
  const tables = await world.sql(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const values: string[] = [];
  for (const { name } of tables) {
    for (const row of await world.sql(`select * from ${String(name)}`)) {
      for (const value of Object.values(row)) values.push(...textsOf(value));
    }
  }
  assert.ok(values.length > 1_000, "there was little to search");
  return values;
}

function textsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Buffer.isBuffer(value))
    return [value.toString("hex"), value.toString("latin1"), value.toString("base64")];
  return [typeof value === "string" ? value : JSON.stringify(value)];
}

/** The forms in which a number may be written down; all but the last four is as good as all. */
function writings(number: string): readonly string[] {
  const groups = number.replace(/(\d{4})(?=\d)/g, "$1 ");
  const digits = [number, groups, groups.replaceAll(" ", "-"), number.slice(0, -3)];
  return [
    ...digits,
    Buffer.from(number).toString("hex"),
    Buffer.from(number).toString("base64").slice(0, 15),
  ];
}

function assertNoNumber(place: string, text: string): void {
  for (const number of used) {
    for (const writing of writings(number)) {
      assert.equal(text.includes(writing), false, `${number} stands in ${place} as ${writing}`);
    }
  }
}

test("with every ending behind it, nothing holds a card number", async () => {
  await payEveryWay();
  const { orderId: pending } = await challengeOf(cards.visaSecond);
  assert.equal(await statusesOf(api, pending), "initialized/initialized");
  const values = await everyValue();
  // What may be kept is found, so the search does look where cards leave their traces.
  for (const allowed of [cards.amex.slice(0, 6), cards.amex.slice(-4)])
    assert.ok(values.includes(allowed), allowed);
  assertNoNumber("the database", values.join("\n"));
  assertNoNumber("the gateway's log", world.gatewayLog());
  assertNoNumber("the simulator's log", world.simulatorLog());
  await shop.receives("/n", 10);
  assertNoNumber(
    "a notification",
    shop
      .calls("/n")
      .map((call) => `${call.url} ${call.body}`)
      .join("\n"),
  );
  // The list of test cards on the sandbox' own form is meant to be seen.
  const pages = said.filter((text) => !text.includes("Test cards") && !text.includes("Testkaarten"));
  assert.ok(pages.length > 20);
  assertNoNumber("an answer or a page", pages.join("\n"));
});

/** A code as a value: under its name, in quotes, or as all that a column holds; within numbers it means nothing. */
const codeAsValue = new RegExp(
  `card_?cvc"?\\s*[:=]\\s*"?\\d|"(?:${cvc}|${amexCvc})"|^(?:${cvc}|${amexCvc})$`,
  "i",
);

test("nothing holds a security code", async () => {
  assert.match(`{"card_cvc":"${cvc}"}`, codeAsValue);
  assert.match(`value="${amexCvc}"`, codeAsValue);
  for (const value of await everyValue()) assert.doesNotMatch(value, codeAsValue);
  for (const text of [world.gatewayLog(), world.simulatorLog(), ...said])
    assert.doesNotMatch(text, codeAsValue);
  for (const call of shop.calls("/n")) assert.doesNotMatch(call.body, codeAsValue);
});

test("a card rests sealed only while its payment is under way", async () => {
  const { orderId, challenge } = await challengeOf(cards.visaSecond);
  const [pending] = await world.sql(
    "select sealed_card, state from payment_attempt join orders on orders.key = payment_attempt.order_key where order_id = $1",
    [orderId],
  );
  assert.equal(pending?.["state"], "challenging");
  const sealed = pending["sealed_card"];
  assert.ok(
    Buffer.isBuffer(sealed) && sealed.length >= cards.visaSecond.length,
    "a pending challenge needs its card",
  );
  assertNoNumber("the sealed card", textsOf(sealed).join("\n"));
  hear(await answerChallenge(shopper, challenge, "Y"));
  await world.clock.advance(3_700);
  const held = await world.sql(
    "select state, count(*)::int as n from payment_attempt where sealed_card is not null or sealed_key_id is not null group by state",
  );
  assert.deepEqual(held, []);
  const open = ["preparing", "authenticating", "challenging", "authenticated", "sent", "reversing"];
  const states = await world.sql("select distinct state from payment_attempt");
  assert.deepEqual(
    states.filter(({ state }) => open.includes(String(state))),
    [],
  );
  const ended = new Set(states.map(({ state }) => state));
  for (const state of ["approved", "declined", "abandoned", "reversed"])
    assert.ok(ended.has(state), `no attempt is ${state}`);
});

test("two seals of one card have nothing in common", async () => {
  await challengeOf(cards.visa);
  await challengeOf(cards.visa);
  const rows = await world.sql(
    "select encode(sealed_card, 'hex') as hex from payment_attempt where sealed_card is not null",
  );
  const starts = rows.map(({ hex }) => String(hex).slice(0, 32));
  assert.ok(starts.length >= 2);
  assert.equal(new Set(starts).size, starts.length);
});

test("a kept card rests sealed, each seal for its own row, and a removed one does not rest", async () => {
  const rows = await world.sql("select token, sealed_card from card_token where reference = $1", [reference]);
  assert.equal(rows.length, 3, "of five cards one was removed and one was undone by its review");
  for (const { sealed_card: sealed } of rows) {
    assert.ok(Buffer.isBuffer(sealed) && sealed.length > 40);
    assertNoNumber("a kept card", textsOf(sealed).join("\n"));
  }
  // What was sealed for one row does not open in another.
  const [first, second] = rows;
  await world.sql("update card_token set sealed_card = $2 where token = $1", [
    first?.["token"],
    second?.["sealed_card"],
  ]);
  const token = String(first?.["token"]);
  const answer = await api("POST", "/orders", subsequentOrder({ token, reference }));
  assert.equal(answer.status, 500);
  assertNoNumber("the answer", answer.text);
  assertNoNumber("the gateway's log", world.gatewayLog());
});

test("the search that every test ends with finds a number in whatever form it is written", async () => {
  const digits = cards.visa;
  for (const leak of [digits, "4111 1111 1111 1111", "4111-1111-1111-1111"]) {
    assert.throws(() => assertNoCardNumber("a text", `before ${leak} after`));
  }
  await assertNoCardNumberStored(world.databaseUrl);
  await world.sql("create table leak (value bytea)");
  await world.sql("insert into leak values ($1)", [Buffer.from(`{"card_number":"${digits}"}`)]);
  await assert.rejects(assertNoCardNumberStored(world.databaseUrl));
  await world.sql("drop table leak");
});
