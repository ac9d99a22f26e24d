import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { numberAt, parseJson, textAt } from "../support/json.ts";
import { directOrder, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { fails, acknowledges, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, settled } from "./ledger.ts";

// Goal: a gateway that is killed at any moment leaves nothing that the next one does not put right. Method: SIGKILL,
// start again, let time pass, compare the acquirer's books with our orders.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const reporting = (orderId: string): Record<string, unknown> => ({
  order_id: orderId,
  amount: 2222,
  payment_options: {
    notification_url: `${shop.url}/n/${orderId}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  },
});

test("killed between intent and record: books equal, and the shop is told", async () => {
  const before = await controls.books();
  const orderId = newOrderId("killed");
  await controls.fault({ kind: "no-answer", count: 1 });
  const lost = api("POST", "/orders", directOrderWithout3ds(reporting(orderId))).then(
    () => "answered",
    () => "lost",
  );
  await eventually("the acquirer books the authorization", async () =>
    (await controls.books()).entries.length > before.entries.length ? true : null,
  );
  await world.killGateway();
  assert.equal(await lost, "lost");
  assert.equal((await controls.books()).heldMinor - before.heldMinor, 2222);

  await world.restartGateway();
  const [status] = (await settled(world, orderId)).split("/");
  const order = assertAccepted(await readOrder(api, orderId));
  const held = (await controls.books()).heldMinor - before.heldMinor;
  assert.equal(held, status === "completed" ? numberAt(order["amount"]) : 0);
  const calls = await shop.receives(`/n/${orderId}`, 1);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), status);
});

test("killed while a challenge is pending: the challenge goes on", async () => {
  const orderId = newOrderId("challenge");
  const order = assertAccepted(await api("POST", "/orders", directOrder(reporting(orderId))));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(order["payment_url"])));
  await world.killGateway();
  await world.restartGateway();
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("killed before the retry of a notification: the next gateway calls", async () => {
  const orderId = newOrderId("retry");
  shop.script(`/n/${orderId}`, fails, acknowledges);
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(reporting(orderId))));
  await shop.receives(`/n/${orderId}`, 1);
  await world.killGateway();
  await world.restartGateway();
  await world.clock.advance(901);
  await shop.receives(`/n/${orderId}`, 2);
});

test("killed while the shop is being called: the shop is called again", async () => {
  const orderId = newOrderId("calling");
  shop.script(`/n/${orderId}`, { kind: "hang" }, acknowledges);
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(reporting(orderId))));
  await shop.receives(`/n/${orderId}`, 1);
  await world.killGateway();
  await world.restartGateway();
  await world.clock.advance(901);
  const calls = await shop.receives(`/n/${orderId}`, 2);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), "completed");
});

test("stopped in good order while a card is being charged: nothing is lost", async () => {
  const before = await controls.books();
  const orderId = newOrderId("graceful");
  await controls.fault({ kind: "late-answer", count: 1, delayMs: 500 });
  const answer = api("POST", "/orders", directOrderWithout3ds(reporting(orderId)));
  await eventually("the acquirer books the authorization", async () =>
    (await controls.books()).entries.length > before.entries.length ? true : null,
  );
  const stopping = world.restartGateway();
  assert.equal(assertAccepted(await answer)["status"], "completed");
  await stopping;
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal((await controls.books()).heldMinor - before.heldMinor, 2222);
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
