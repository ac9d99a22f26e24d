import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { mailboxReader } from "../support/mailbox.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: whatever a mail server does, no mail is lost that it did not refuse for good, and nothing else waits for it.
// Method: faults of the simulated server; a killed gateway; a server that is not there.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const mailbox = mailboxReader(world.simulatorUrl);
const hour = 3_600;

async function place(): Promise<string> {
  const orderId = newOrderId("mail");
  const body = redirectOrder({
    order_id: orderId,
    second_chance: { send_email: true },
    customer: { locale: "en_GB", email: `${orderId}@example.com` },
  });
  assertAccepted(await api("POST", "/orders", body));
  return orderId;
}

const jobsOf = async (orderId: string): Promise<readonly string[]> =>
  (
    await world.sql(
      `select kind from job join orders on orders.key = job.order_key
       where order_id = $1 and kind like '%reminder' order by run_at`,
      [orderId],
    )
  ).map(({ kind }) => String(kind));

/** The log is written a moment after what it tells. */
const logged = (event: string): Promise<true> =>
  eventually(`${event} in the log`, () => (world.gatewayLog().includes(`"${event}"`) ? true : null));

test("a mail that is refused for now comes a minute later", async () => {
  const orderId = await place();
  await controls.fault({ kind: "mail-temporary", count: 2 });
  await world.clock.advance(hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  await world.clock.advance(10 * 60);
  assert.equal((await mailbox.ofOrder(orderId)).length, 1);
  assert.deepEqual(await jobsOf(orderId), ["second-reminder"]);
});

test("a mail that is refused for good is not tried again", async () => {
  const orderId = await place();
  await controls.fault({ kind: "mail-refused", count: 1 });
  await world.clock.advance(3 * hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  assert.deepEqual(await jobsOf(orderId), ["second-reminder"]);
  await logged("mail.refused");
});

test("a mail whose answer was lost comes again under the same Message-ID, at most twice", async () => {
  const orderId = await place();
  await controls.fault({ kind: "mail-cut-after", count: 1 });
  await world.clock.advance(2 * hour);
  const mails = await mailbox.ofOrder(orderId);
  assert.equal(mails.length, 2);
  assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1);
});

test("a mail server that never takes it is given up after eight tries, and said to be", async () => {
  const orderId = await place();
  await controls.fault({ kind: "mail-temporary", count: 8 });
  await world.clock.advance(hour);
  await world.clock.advance(20 * hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  assert.equal(await controls.armedFaults(), 0);
  await logged("mail.given-up");
  await world.clock.advance(3 * hour);
  assert.equal((await mailbox.ofOrder(orderId)).length, 1, "the second reminder is a mail of its own");
});

test("a gateway that is killed with a mail under way loses none", async () => {
  const orderId = await place();
  await controls.fault({ kind: "mail-no-answer", count: 1 });
  const moved = world.clock.advance(hour).catch(() => null);
  await eventually("the mail is at the server", async () => (await mailbox.ofOrder(orderId))[0]);
  await world.killGateway();
  await moved;
  await world.restartGateway();
  await world.clock.advance(2 * hour);
  const mails = await mailbox.ofOrder(orderId);
  assert.ok(mails.length >= 1 && mails.length <= 2, String(mails.length));
  assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1);
});

test("while a mail server hangs, shops are told and orders are paid; the mail comes when it is well again", async () => {
  const orderIds = await Promise.all(Array.from({ length: 6 }, () => place()));
  await controls.fault({ kind: "mail-no-answer", count: 4 });
  // Due now: the runner takes them side by side, as in live mode.
  await world.sql(
    `update job set run_at = $2 from orders
     where orders.key = job.order_key and order_id = any($1) and kind = 'first-reminder'`,
    [orderIds, await world.clock.now()],
  );
  await eventually("four mails hang", async () => ((await controls.armedFaults()) === 0 ? true : null));
  const told = newOrderId();
  const body = redirectOrder({
    order_id: told,
    payment_options: { notification_url: `${shop.url}/n/${told}`, notification_method: "POST" },
  });
  assertAccepted(await api("POST", "/orders", body));
  assertAccepted(await api("PATCH", `/orders/${told}`, { status: "cancelled", exclude_order: 1 }));
  await shop.receives(`/n/${told}`, 1);
  await world.clock.advance(hour);
  for (const orderId of orderIds) {
    const mails = await mailbox.ofOrder(orderId);
    assert.ok(mails.length >= 1 && mails.length <= 2, `${mails.length} mails`);
    assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1);
  }
});

test("a mail server that is not there costs nothing but the mail, and its password is nowhere", async () => {
  await world.restartGateway({ SLUIS_SMTP_URL: "smtp://sender:hunter2-secret@127.0.0.1:1" });
  const orderId = await place();
  await world.clock.advance(hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  await world.restartGateway();
  await world.clock.advance(hour);
  assert.equal((await mailbox.ofOrder(orderId)).length, 1);
  assert.doesNotMatch(world.gatewayLog(), /hunter2/);
  assert.doesNotMatch(world.gatewayLog(), /@example\.com/);
});
