import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertNotStored, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import {
  initialOrder,
  leaveCard,
  namesOf,
  newReference,
  recurringOf,
  subsequentOrder,
  tokensOf,
} from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: the payment that leaves a card and the payments by it. Contract: cards-3ds.md §10.

const usesPerDay = 5;
const world = await startWorld({ gatewayEnvironment: { SLUIS_TOKEN_USES_PER_DAY: String(usesPerDay) } });
after(() => world.stop());
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const create = async (body: Record<string, unknown>): ReturnType<typeof api> =>
  await api("POST", "/orders", body);
const lastKeptCard = async (): Promise<string | null | undefined> =>
  (await controls.books()).entries.at(-1)?.keptCard;

for (const [model, initiatedBy] of [
  ["cardOnFile", "cardholder"],
  ["subscription", "merchant"],
  ["unscheduled", "merchant"],
] as const) {
  test(`a card left for ${model} is charged again without card data`, async () => {
    const reference = newReference();
    const initial = assertAccepted(await create(initialOrder({ reference, model })));
    const token = textAt(initial, "payment_details", "recurring_id");
    assert.match(token, /^[A-Za-z0-9]{11,}$/);
    assert.deepEqual(recurringOf(initial), [token, model, "token"]);
    assert.equal(await lastKeptCard(), "initial cardholder");
    const read = assertAccepted(await readOrder(api, textAt(initial["order_id"])));
    assert.deepEqual(recurringOf(read), recurringOf(initial));

    const before = await controls.books();
    const body = subsequentOrder({ token, reference, model }, { amount: 777 });
    const charged = assertAccepted(await create(body));
    assert.equal(
      `${textAt(charged["status"])}/${textAt(charged["financial_status"])}`,
      "completed/completed",
    );
    assert.equal("customer_verification" in charged, false);
    assert.deepEqual(recurringOf(charged), [token, model, "token"]);
    assert.equal(textAt(charged, "payment_details", "type"), "VISA");
    assert.equal((await controls.books()).heldMinor - before.heldMinor, 777);
    assert.equal(await lastKeptCard(), `subsequent ${initiatedBy}`);
    assert.deepEqual(await namesOf(api, reference), [token]);
  });
}

test("takes the newer form of the request, and the flow that the shop names", async () => {
  const reference = newReference();
  const recurring = {
    recurring_model: undefined,
    recurring: { model: "subscription" },
    recurring_flow: "manual",
  };
  const initial = assertAccepted(await create(initialOrder({ reference, members: recurring })));
  const token = textAt(initial, "payment_details", "recurring_id");
  assert.deepEqual(recurringOf(initial), [token, "subscription", "manual"]);
  const charged = assertAccepted(
    await create({
      ...redirectOrder({ type: "direct", customer: { reference } }),
      recurring: { model: "subscription", id: token },
    }),
  );
  assert.deepEqual(recurringOf(charged), [token, "subscription", "token"]);
});

test("while a challenge is pending there is no token; after it there is", async () => {
  const reference = newReference();
  const created = assertAccepted(await create(initialOrder({ reference, gatewayInfo: {} })));
  assert.ok("customer_verification" in created);
  assert.deepEqual(recurringOf(created), [null, null, null]);
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await answerChallenge(shopper, challenge, "Y");
  const order = assertAccepted(await readOrder(api, textAt(created["order_id"])));
  assert.equal(order["status"], "completed");
  assert.deepEqual(await namesOf(api, reference), [recurringOf(order)[0]]);
});

test("a shopper leaves a card on the payment page", async () => {
  const reference = newReference();
  const body = redirectOrder({
    recurring_model: "unscheduled",
    customer: { reference },
    gateway_info: { flexible_3d: false },
  });
  const created = assertAccepted(await create(body));
  await submitCard(shopper, await shopper.open(textAt(created["payment_url"])), { number: cards.mastercard });
  const order = assertAccepted(await readOrder(api, textAt(created["order_id"])));
  const [token] = recurringOf(order);
  assert.deepEqual(await namesOf(api, reference), [token]);
  const body2 = subsequentOrder({ token: String(token), reference, model: "unscheduled" });
  const charged = assertAccepted(await create(body2));
  assert.equal(charged["status"], "completed");
  assert.equal(textAt(charged, "payment_details", "type"), "MASTERCARD");
});

for (const [gateway, number] of [
  ["VISA", cards.visa],
  ["MASTERCARD", cards.mastercard],
  ["MAESTRO", cards.maestro],
] as const) {
  test(`a zero authorization with ${gateway} leaves a card and costs nothing`, async () => {
    const reference = newReference();
    const before = await controls.books();
    const members = { gateway, amount: 0 };
    const order = assertAccepted(await create(initialOrder({ reference, members, card: { number } })));
    assert.equal(await statusesOf(api, textAt(order["order_id"])), "completed/completed");
    assert.deepEqual(order["costs"], []);
    const token = textAt(order, "payment_details", "recurring_id");
    assert.equal((await controls.books()).heldMinor, before.heldMinor);
    assert.equal(assertAccepted(await create(subsequentOrder({ token, reference })))["status"], "completed");
  });
}

test("a zero authorization on the payment page leaves a card", async () => {
  const reference = newReference();
  const body = redirectOrder({
    gateway: "VISA",
    amount: 0,
    recurring_model: "cardOnFile",
    customer: { reference },
    gateway_info: { flexible_3d: false },
  });
  const created = assertAccepted(await create(body));
  await submitCard(shopper, await shopper.open(textAt(created["payment_url"])));
  const order = assertAccepted(await readOrder(api, textAt(created["order_id"])));
  assert.equal(`${textAt(order["status"])}/${textAt(order["financial_status"])}`, "completed/completed");
  assert.deepEqual(await namesOf(api, reference), [recurringOf(order)[0]]);
});

test("the same card of the same shopper for the same use is the same token, any other is another", async () => {
  const reference = newReference();
  const first = await leaveCard(api, { reference });
  assert.equal(await leaveCard(api, { reference, card: { expiry: "3105" } }), first);
  const listed = assertAccepted(await api("GET", `/recurring/${reference}/token/${first}`));
  assert.equal(listed["expiry_date"], "3105");
  const others = [
    await leaveCard(api, { reference, card: { number: cards.visaSecond } }),
    await leaveCard(api, { reference, model: "subscription" }),
    await leaveCard(api, { reference: newReference() }),
  ];
  assert.equal(new Set([first, ...others]).size, 4);
});

test("a card told by telephone is left as well, and an American Express card is charged without its code", async () => {
  const reference = newReference();
  const card = { number: cards.amex };
  const token = await leaveCard(api, { reference, card, model: "unscheduled", gatewayInfo: { moto: true } });
  assert.equal(await lastKeptCard(), "initial cardholder");
  const charge = subsequentOrder(
    { token, reference, model: "unscheduled" },
    { gateway_info: { moto: true } },
  );
  const order = assertAccepted(await create(charge));
  assert.equal(order["status"], "completed");
  assert.equal(textAt(order, "payment_details", "type"), "AMEX");
  assert.equal(await lastKeptCard(), "subsequent merchant");
});

test("nothing is kept of a declined card, without a model, or without a shopper's reference", async () => {
  const reference = newReference();
  const number = cards.visaInsufficientFunds;
  const declined = assertAccepted(await create(initialOrder({ reference, card: { number } })));
  assert.equal(declined["status"], "declined");
  assert.deepEqual(recurringOf(declined), [null, null, null]);
  const plain = { recurring_model: undefined };
  assertAccepted(await create(initialOrder({ reference, members: plain })));
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  const nobody = { customer: { ip_address: "192.0.2.10" } };
  const order = assertAccepted(await create(initialOrder({ reference, members: nobody })));
  assert.deepEqual(recurringOf(order), [null, null, null]);
});

test("a charge that the issuer refuses is declined, with the token and the reason", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  await controls.fault({ kind: "issuer-unavailable", count: 1 });
  const order = assertAccepted(await create(subsequentOrder({ token, reference })));
  assert.equal(order["status"], "declined");
  assert.equal(recurringOf(order)[0], token);
  assert.equal(assertAccepted(await create(subsequentOrder({ token, reference })))["status"], "completed");
});

test("a card whose payment is under review can be used once the review has ended well", async () => {
  const reference = newReference();
  const card = { number: cards.visaUnclearedThenCompleted };
  const order = assertAccepted(await create(initialOrder({ reference, card })));
  assert.equal(order["status"], "uncleared");
  assert.deepEqual(recurringOf(order), [null, null, null]);
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  await world.clock.advance(181);
  const cleared = assertAccepted(await readOrder(api, textAt(order["order_id"])));
  assert.equal(cleared["status"], "completed");
  assert.deepEqual(await namesOf(api, reference), [recurringOf(cleared)[0]]);
});

test("a card whose payment a review undoes is erased, one that was left before stays", async () => {
  const [erased, kept] = [newReference(), newReference()];
  const number = cards.visaUnclearedThenVoid;
  const order = assertAccepted(await create(initialOrder({ reference: erased, card: { number } })));
  // The shop takes this payment before the acquirer has decided, which leaves the card for good.
  const taken = assertAccepted(await create(initialOrder({ reference: kept, card: { number } })));
  assertAccepted(await api("PATCH", `/orders/${textAt(taken["order_id"])}`, { status: "completed" }));
  const [token] = await namesOf(api, kept);
  assertAccepted(await create(initialOrder({ reference: kept, card: { number } })));
  await world.clock.advance(181);
  assert.equal(await statusesOf(api, textAt(order["order_id"])), "void/void");
  assert.deepEqual(recurringOf(assertAccepted(await readOrder(api, textAt(order["order_id"])))), [
    null,
    null,
    null,
  ]);
  assertRefused(await tokensOf(api, erased), { code: 1000, status: 410 });
  assert.equal((await world.sql("select token from card_token where reference = $1", [erased])).length, 0);
  assert.deepEqual(await namesOf(api, kept), [token]);
});

test("a kept card may be charged for a manual capture", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const order = assertAccepted(await create(subsequentOrder({ token, reference }, { capture: "manual" })));
  assert.equal(`${textAt(order["status"])}/${textAt(order["financial_status"])}`, "completed/initialized");
});

test("refuses a charge that names no kept card of this shopper, and stores nothing", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const cases: readonly (readonly [members: Record<string, unknown>, code: number])[] = [
    [{ recurring_id: "FRIBXuDL7Dx" }, 1000],
    [{ recurring_id: "no such token" }, 1000],
    [{ recurring_id: { id: token } }, 1000],
    [{ recurring_id: "a".repeat(10_000) }, 1000],
    [{ customer: { reference: newReference() } }, 1000],
    [{ recurring_model: "subscription" }, 1000],
    [{ customer: {} }, 1016],
    [{ customer: { reference: "" } }, 1016],
    [{ recurring_model: "weekly" }, 1016],
    [{ gateway: "NOSUCH" }, 1023],
  ];
  for (const [members, code] of cases) {
    const body = subsequentOrder({ token, reference }, members);
    assertRefused(await create(body), { code });
    await assertNotStored(api, String(body["order_id"]));
  }
  for (const members of [{ recurring_model: "weekly" }, { recurring: "yes" }]) {
    assertRefused(await create(initialOrder({ reference, members })), { code: 1016 });
  }
});

test("payment_data is refused, also with one of our tokens", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const body = redirectOrder({ type: "direct", customer: { reference }, payment_data: { payload: token } });
  assertRefused(await create(body), { code: 1023 });
});

test("another account cannot charge a token, another site of the account can", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  for (const [account, code] of [
    ["10001002", 1000],
    ["10001001", null],
  ] as const) {
    const made = await world.commandLine(
      ...["site", "create", "--name", "Other shop", "--account", account, "--mcc", "5732"],
      ...["--city", "Utrecht", "--country", "NL", "--terminal", "OTHER001", "--acceptor", "OTHER0000000001"],
    );
    assert.equal(made.code, 0, made.output);
    const key = /^\s+([A-Za-z0-9]{20,})$/m.exec(made.output)?.[1] ?? assert.fail(made.output);
    const charge = await api("POST", "/orders", subsequentOrder({ token, reference }), { api_key: key });
    if (code === null) assert.equal(assertAccepted(charge)["status"], "completed");
    else assertRefused(charge, { code });
    const read = await api("GET", `/recurring/${reference}/token/${token}`, undefined, { api_key: key });
    if (code === null) assert.equal(assertAccepted(read)["token"], token);
    else assertRefused(read, { code, status: 410 });
  }
});

test("refuses a token whose card has expired, until its new date is told", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference, card: { expiry: "1612" } });
  assertRefused(await create(subsequentOrder({ token, reference })), { code: 1000 });
  await api("PATCH", `/recurring/${reference}/update/${token}`, { expiry_date: "3101" });
  const order = assertAccepted(await create(subsequentOrder({ token, reference })));
  assert.equal(order["status"], "completed");
  assert.equal(textAt(order, "payment_methods", 0, "status"), "completed");
});

test("refuses more uses of one token within 24 hours than allowed, also when they come at once", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const before = await controls.books();
  const answers = await Promise.all(
    Array.from({ length: usesPerDay + 3 }, () =>
      create(subsequentOrder({ token, reference }, { amount: 10 })),
    ),
  );
  const accepted = answers.filter(({ status }) => status === 200);
  assert.equal(accepted.length, usesPerDay);
  for (const answer of accepted) assert.equal(assertAccepted(answer)["status"], "completed");
  for (const answer of answers) if (answer.status !== 200) assertRefused(answer, { code: 1000 });
  assert.equal((await controls.books()).heldMinor - before.heldMinor, usesPerDay * 10);
  await world.clock.advance(86_401);
  assert.equal(assertAccepted(await create(subsequentOrder({ token, reference })))["status"], "completed");
});

test("an order id that is paid already is not charged again by a token", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const body = subsequentOrder({ token, reference }, { order_id: newOrderId("twice") });
  assertAccepted(await create(body));
  const before = await controls.books();
  assertRefused(await create(body), { code: 1006 });
  assert.equal((await controls.books()).heldMinor, before.heldMinor);
});
