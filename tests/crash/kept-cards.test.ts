import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
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
import { type Placed, settled, startLedger } from "./ledger.ts";

// Goal: a card is kept exactly when the payment that leaves it is recorded as approved, whatever dies in between, and
// charges, removals and further payments at the same time do not disturb each other. Contract: cards-3ds.md §10.

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;
const ledger = startLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const members = ({ orderId, amountMinor }: Placed): Record<string, unknown> => ({
  order_id: orderId,
  amount: amountMinor,
});

const rowsOf = async (reference: string): Promise<number> =>
  (await world.sql("select token from card_token where reference = $1", [reference])).length;

test("killed before the approval is recorded: the payment is undone and no card is kept", async () => {
  const reference = newReference();
  const order = ledger.place("initial");
  await controls.fault({ kind: "no-answer", count: 1 });
  const lost = api("POST", "/orders", initialOrder({ reference, members: members(order) })).catch(() => null);
  await ledger.booked(order);
  assert.equal(await rowsOf(reference), 0, "while the outcome is open nothing of the card rests here");
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  assert.equal(await settled(world, order.orderId), "declined/declined");
  assertRefused(await tokensOf(api, reference), { code: 1000, status: 410 });
  assert.equal(await rowsOf(reference), 0);
  const read = assertAccepted(await readOrder(api, order.orderId));
  assert.deepEqual(recurringOf(read), [null, null, null]);
  await ledger.assertEqualToBooks();
});

test("an approval that cannot be believed leaves no card", async () => {
  const reference = newReference();
  const order = ledger.place("misfit");
  await controls.fault({ kind: "wrong-amount", count: 1 });
  await api("POST", "/orders", initialOrder({ reference, members: members(order) }));
  assert.equal(await settled(world, order.orderId), "declined/declined");
  assert.equal(await rowsOf(reference), 0);
  await ledger.assertEqualToBooks();
});

test("killed between the issuer's yes and the shopper's return: the card is kept with the payment", async () => {
  const reference = newReference();
  const order = ledger.place("yes");
  const body = initialOrder({ reference, members: members(order), gatewayInfo: {} });
  const created = assertAccepted(await api("POST", "/orders", body));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await shopper.submit(challenge, { values: { transStatus: "Y" } });
  await world.killGateway();
  await world.restartGateway();
  await world.clock.advance(60);
  const read = assertAccepted(await readOrder(api, order.orderId));
  assert.equal(read["status"], "completed");
  assert.deepEqual(await namesOf(api, reference), [recurringOf(read)[0]]);
  await ledger.assertEqualToBooks();
});

test("a challenge that fails leaves no card", async () => {
  const reference = newReference();
  const order = ledger.place("no");
  const body = initialOrder({ reference, members: members(order), gatewayInfo: {} });
  const created = assertAccepted(await api("POST", "/orders", body));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await answerChallenge(shopper, challenge, "N");
  assert.equal(await statusesOf(api, order.orderId), "declined/declined");
  assert.equal(await rowsOf(reference), 0);
});

test("killed with a charge under way: the charge is undone, the card stays and can be charged", async () => {
  const reference = newReference();
  const first = ledger.place("left");
  const token = await leaveCard(api, { reference, members: members(first) });
  const order = ledger.place("charge");
  await controls.fault({ kind: "no-answer", count: 1 });
  const body = subsequentOrder({ token, reference }, members(order));
  const lost = api("POST", "/orders", body).catch(() => null);
  await ledger.booked(order);
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  assert.equal(await settled(world, order.orderId), "declined/declined");
  const next = subsequentOrder({ token, reference }, members(ledger.place("next")));
  assert.equal(assertAccepted(await api("POST", "/orders", next))["status"], "completed");
  await ledger.assertEqualToBooks();
});

test("many charges of one card at once are each paid once", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference, members: members(ledger.place("many")) });
  const orders = Array.from({ length: 12 }, (_, index) => ledger.place(`at-once-${index}`));
  const answers = await Promise.all(
    orders.map((order) => api("POST", "/orders", subsequentOrder({ token, reference }, members(order)))),
  );
  for (const answer of answers) assert.equal(assertAccepted(answer)["status"], "completed");
  assert.deepEqual(await namesOf(api, reference), [token]);
  await ledger.assertEqualToBooks();
});

test("many payments that leave one card at once leave one token, and all name it", async () => {
  const reference = newReference();
  const orders = Array.from({ length: 12 }, (_, index) => ledger.place(`leave-${index}`));
  const answers = await Promise.all(
    orders.map((order) => api("POST", "/orders", initialOrder({ reference, members: members(order) }))),
  );
  const names = answers.map((answer) => textAt(assertAccepted(answer), "payment_details", "recurring_id"));
  assert.deepEqual([...new Set(names)], await namesOf(api, reference));
  await ledger.assertEqualToBooks();
});

test("a card that is removed while it is charged is gone, and the charge is paid", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference, members: members(ledger.place("leave")) });
  const order = ledger.place("slow");
  await controls.fault({ kind: "late-answer", count: 1, delayMs: 1_500 });
  const charging = api("POST", "/orders", subsequentOrder({ token, reference }, members(order)));
  await ledger.booked(order);
  assertAccepted(await api("DELETE", `/recurring/${reference}/remove/${token}`));
  const charged = assertAccepted(await charging);
  assert.equal(charged["status"], "completed");
  assert.equal(recurringOf(charged)[0], token);
  assert.equal(await rowsOf(reference), 0);
  await ledger.assertEqualToBooks();
});

test("many removals of one card at once remove it once", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference, members: members(ledger.place("remove")) });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => api("DELETE", `/recurring/${reference}/remove/${token}`)),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ status }) => status === 410).length, 7);
});
