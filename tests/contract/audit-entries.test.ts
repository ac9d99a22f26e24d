import assert from "node:assert/strict";
import { userInfo } from "node:os";
import { after, test } from "node:test";
import { assertWhole, entriesOf, stepsOf, streamOf } from "../support/audit.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import {
  cards,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever changes an order, a token, a site or a key has its entry in the audit log, in the name of who did it, and
// many changes at once keep one unbroken chain. Method: real flows; the log is read as a table and verified at the end.

const world = await startWorld();
after(() => world.stop());
const { api, clock, controls } = world;
const operator = `operator/${userInfo().username}`;
const hourSeconds = 3_600;

async function pay(members: OrderBody = {}): Promise<string> {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, ...members })));
  return orderId;
}

test("a payment with 3-D Secure, its refund and the nightly run stand in the names of shop, page, bank and job", async () => {
  const orderId = newOrderId();
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
  const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
  const form = await shopper.open(textAt(created["payment_url"]));
  const challenge = await reachChallenge(
    shopper,
    await submitCard(shopper, form, { number: cards.visa, cvc: "123", holder: "Sam Sample" }),
  );
  await answerChallenge(shopper, challenge, "Y");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 300 }));
  await clock.advance(25 * hourSeconds);
  const steps = await stepsOf(world, orderId);
  assert.equal(steps[0], "key order.created open");
  assert.ok(steps.includes("page order.changed started"), steps.join("\n"));
  assert.ok(steps.includes("directory-server order.changed started"), steps.join("\n"));
  assert.ok(steps.includes("page order.changed completed"), steps.join("\n"));
  assert.ok(steps.includes("key order.changed partial_refunded"), steps.join("\n"));
  assert.equal(steps.at(-1), "job/process-refunds order.changed partial_refunded");
  const entries = await entriesOf(world, await streamOf(world, orderId));
  const paid = entries.find(({ change }) => change["phase"] === "completed");
  assert.equal(paid?.change["phase_before"], "started");
  assert.equal(textAt(paid?.change ?? null, "attempt", "state"), "approved");
  const text = JSON.stringify(entries);
  for (const personal of [cards.visa, "Sam", "example.com", "192.0.2"])
    assert.ok(!text.includes(personal), personal);
});

test("a capture, an expiry by the clock and a chargeback have their entries", async () => {
  const captured = await pay({ capture: "manual" });
  assertAccepted(await api("POST", `/orders/${captured}/capture`, {}));
  assert.ok((await stepsOf(world, captured)).includes("key order.changed completed"));

  const left = newOrderId();
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: left, seconds_active: 600 })));
  await clock.advance(hourSeconds);
  assert.equal((await stepsOf(world, left)).at(-1), "job/expire-order order.changed expired");

  const disputed = await pay({ amount: 4_321 });
  const sale = (await controls.books()).entries.find(({ amountMinor }) => amountMinor === 4_321);
  await controls.raiseDispute({ rrn: sale?.rrn ?? assert.fail("nothing is booked") });
  await eventually("the chargeback is booked", async () =>
    (await statusesOf(api, disputed)) === "chargedback/completed" ? true : null,
  );
  assert.equal((await stepsOf(world, disputed)).at(-1), "acquirer order.changed chargedback");
});

test("a token that is changed and removed, and a shop that is told again, have their entries", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  assertAccepted(await api("PATCH", `/recurring/${reference}/update/${token}`, { expiry_date: "3101" }));
  assertAccepted(await api("DELETE", `/recurring/${reference}/remove/${token}`));
  const told = await entriesOf(world, "account/10001001");
  assert.deepEqual(
    told.filter(({ change }) => change["token"] === token).map(({ event }) => event),
    ["token.changed", "token.removed"],
  );
  assert.match(told.at(-1)?.actor ?? "", /^key\/[0-9a-f]{12}$/);

  const orderId = await pay();
  const replayed = await world.commandLine("notification", "replay", "--site", "1", "--order", orderId);
  assert.equal(replayed.code, 0, replayed.output);
  assert.equal((await stepsOf(world, orderId)).at(-1), `${operator} notification.asked-for`);
});

test("what an operator types has its entries in his name, and what he is refused has none", async () => {
  const run = async (...words: readonly string[]): Promise<number | null> =>
    (await world.commandLine(...words)).code;
  assert.equal(await run("key", "create", "--site", "1"), 0);
  assert.equal(await run("site", "set", "--site", "1", "--fraud-rules", "all"), 0);
  assert.equal(await run("fee", "set", "--site", "1", "--method", "VISA", "--percent", "2.9"), 0);
  assert.notEqual(await run("fee", "remove", "--site", "1", "--method", "IDEAL", "--currency", "USD"), 0);
  const done = (await entriesOf(world, "site/1")).filter(({ actor }) => actor === operator);
  assert.deepEqual(
    done.map(({ event }) => event),
    ["key.created", "site.set", "fee.set"],
  );
});

test("the use of a key is told once an hour, with its networks", async () => {
  const [made] = (await entriesOf(world, "site/1")).filter(({ event }) => event === "key.created");
  await api("GET", "/gateways");
  await clock.advance(2 * hourSeconds);
  await eventually("the hour that ended is told", async () => {
    const used = (await entriesOf(world, "site/1")).filter(({ event }) => event === "key.used");
    const last = used.at(-1);
    return last?.change["key"] === made?.change["key"] && JSON.stringify(last).includes("127.0.0.0/24")
      ? true
      : null;
  });
  const moved = (await entriesOf(world, "house")).filter(({ event }) => event === "clock.advanced");
  assert.deepEqual(moved.at(-1)?.change, { seconds: 2 * hourSeconds });
  assert.match(moved.at(-1)?.actor ?? "", /^key\//);
});

test("twenty orders and twenty changes of one order at once keep unbroken chains", async () => {
  const orderId = await pay({ amount: 2_000 });
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => pay()),
    ...Array.from({ length: 20 }, (_, index) =>
      api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 10 + index }),
    ),
  ]);
  const refunds = answers.filter((answer) => typeof answer !== "string");
  for (const refund of refunds) assertAccepted(refund);
  const steps = await stepsOf(world, orderId);
  assert.equal(steps.filter((step) => step === "key order.changed partial_refunded").length, 20);
  assert.match(await assertWhole(world), /[1-9]\d* checkpoints/);
});
