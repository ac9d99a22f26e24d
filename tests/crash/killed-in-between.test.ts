import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { parseJson, textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { submitCard } from "../support/card-form.ts";
import { acknowledges, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, type Placed, settled, startLedger } from "./ledger.ts";

// Goal: at each step of a payment at which a message may be under way, a gateway that is killed leaves what the next
// one needs: books equal, order final, shop told. Method: SIGKILL when the other side has the message, then a new
// process on the same database.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const ledger = startLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const members = ({ orderId, amountMinor }: Placed): Record<string, unknown> => ({
  order_id: orderId,
  amount: amountMinor,
  payment_options: {
    notification_url: `${shop.url}/n/${orderId}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  },
});

/** The last thing that the shop heard is the state in which the order is. */
async function assertTold({ orderId }: Placed, status: string): Promise<void> {
  const calls = await shop.receives(`/n/${orderId}`, 1);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), status);
}

async function openChallenge(order: Placed): Promise<Page> {
  const created = assertAccepted(await api("POST", "/orders", directOrder(members(order))));
  return await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
}

for (const fault of [{ kind: "no-answer" }, { kind: "late-answer", delayMs: 2_000 }] as const) {
  test(`killed with an authorization under way (${fault.kind}): undone, and the shop is told`, async () => {
    const order = ledger.place(fault.kind);
    await controls.fault({ ...fault, count: 1 });
    const lost = api("POST", "/orders", directOrderWithout3ds(members(order))).catch(() => null);
    await ledger.booked(order);
    await world.killGateway();
    assert.equal(await lost, null);
    await world.restartGateway();
    assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
    assert.equal(await settled(world, order.orderId), "declined/declined");
    await assertTold(order, "declined");
    await ledger.assertEqualToBooks();
  });
}

test("killed with a reversal under way: asked again, and undone once", async () => {
  const order = ledger.place("reversal");
  await controls.fault({ kind: "no-answer-reversal", count: 1 });
  await controls.fault({ kind: "cut-after", count: 1 });
  await api("POST", "/orders", directOrderWithout3ds(members(order)));
  await eventually("the reversal leaves", async () => ((await controls.armedFaults()) === 0 ? true : null));
  await world.killGateway();
  await world.restartGateway();
  assert.equal(await settled(world, order.orderId), "declined/declined");
  await assertTold(order, "declined");
  await ledger.assertEqualToBooks();
});

test("killed while the directory server is asked: the order ends, nothing is paid", async () => {
  const order = ledger.place("areq");
  await controls.fault({ kind: "ds-no-answer", count: 1 });
  const lost = api("POST", "/orders", directOrder(members(order))).catch(() => null);
  await eventually("the AReq arrives", async () => ((await controls.armedFaults()) === 0 ? true : null));
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  assert.equal(await settled(world, order.orderId), "declined/declined");
  await assertTold(order, "declined");
  await ledger.assertEqualToBooks();
});

test("killed while the shopper is at the issuer: the challenge goes on, the order completes, the shop is told", async () => {
  const order = ledger.place("challenge");
  const challenge = await openChallenge(order);
  await world.killGateway();
  await world.restartGateway();
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${order.orderId}`);
  await assertTold(order, "completed");
  await ledger.assertEqualToBooks();
});

test("killed between the issuer's yes and the shopper's return: the order completes by itself", async () => {
  const order = ledger.place("yes");
  const challenge = await openChallenge(order);
  // The RReq has been answered when the page that leads back is there.
  const wayBack = await shopper.submit(challenge, { values: { transStatus: "Y" } });
  await world.killGateway();
  await world.restartGateway();
  await world.clock.advance(60);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  await assertTold(order, "completed");
  const late = await shopper.submit(wayBack);
  assert.equal(late.leftFor, `${shop.url}/ok?transactionid=${order.orderId}`);
  await ledger.assertEqualToBooks();
});

test("killed while the issuer decides: its yes is not lost for good, and nothing is paid twice", async () => {
  const order = ledger.place("away");
  const challenge = await openChallenge(order);
  await world.killGateway();
  // The result finds nobody at home.
  const deciding = shopper.submit(challenge, { values: { transStatus: "Y" } }).catch(() => null);
  await world.restartGateway();
  const wayBack = await deciding;
  if (wayBack !== null && wayBack.html.includes("cres")) await shopper.submit(wayBack);
  await world.clock.advance(3_700);
  const final = await statusesOf(api, order.orderId);
  assert.ok(["completed/completed", "expired/expired"].includes(final), final);
  await assertTold(order, final.split("/")[0] ?? "");
  await ledger.assertEqualToBooks();
});

test("killed while a card from the page is charged: undone, and the page of the order offers another try", async () => {
  const order = ledger.place("page");
  const flexible = { gateway_info: { flexible_3d: false } };
  const created = assertAccepted(
    await api("POST", "/orders", redirectOrder({ ...members(order), ...flexible })),
  );
  const form = await shopper.open(textAt(created["payment_url"]));
  await controls.fault({ kind: "no-answer", count: 1 });
  const lost = submitCard(shopper, form).catch(() => null);
  await ledger.booked(order);
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  const waiting = await shopper.open(textAt(created["payment_url"]));
  assert.equal(waiting.status, 200);
  assert.match(waiting.html, /data-status="pending"/);
  assert.equal(await settled(world, order.orderId), "declined/declined");
  const over = await shopper.open(textAt(created["payment_url"]));
  assert.equal(over.status, 200);
  assert.match(over.html, /data-status="declined"/);
  await assertTold(order, "declined");
  await ledger.assertEqualToBooks();
});

test("killed between another try and its card: the page is there as it was, and is paid once", async () => {
  const order = ledger.place("again");
  const flexible = { gateway_info: { flexible_3d: false } };
  const created = assertAccepted(
    await api("POST", "/orders", redirectOrder({ ...members(order), ...flexible })),
  );
  const url = textAt(created["payment_url"]);
  await submitCard(shopper, await shopper.open(url), { number: cards.visaInsufficientFunds });
  const form = await shopper.submit(await shopper.open(url), { button: "" });
  await world.killGateway();
  await world.restartGateway();
  assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
  await submitCard(shopper, form);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  await shop.receives(`/n/${order.orderId}`, 2);
  await assertTold(order, "completed");
  await ledger.assertEqualToBooks();
});

test("killed while the shop is being told: told again, by the next process and by itself", async () => {
  const order = ledger.place("telling");
  const path = `/n/${order.orderId}`;
  shop.script(path, { kind: "hang" }, acknowledges);
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(members(order))));
  await shop.receives(path, 1);
  await world.killGateway();
  await world.restartGateway();
  // What the dead process had begun is free again after a while of real time, or at once when the clock is moved.
  await world.clock.advance(901);
  await shop.receives(path, 2);
  await assertTold(order, "completed");
  await world.clock.advance(86_400);
  assert.equal(shop.calls(path).length, 2, "an acknowledged state is told no more");
});

test("killed again and again while many pay: every order is final and the books are equal", async () => {
  const orders = Array.from({ length: 12 }, (_, index) => ledger.place(`many-${index}`));
  const answers = orders.map((order) =>
    api("POST", "/orders", directOrderWithout3ds(members(order))).catch(() => null),
  );
  await ledger.booked(orders[3] ?? assert.fail());
  await world.killGateway();
  await Promise.all(answers);
  await world.restartGateway();
  for (const order of orders) {
    const { status } = await readOrder(api, order.orderId);
    // What was not stored was never charged either: the books would tell.
    if (status === 200) await settled(world, order.orderId);
  }
  await ledger.assertEqualToBooks();
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
