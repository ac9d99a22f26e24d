import assert from "node:assert/strict";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { type JsonObject, textAt } from "../support/json.ts";
import { cards, directOrder, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { type Placed, startLedger } from "./ledger.ts";

// Goal: whatever the directory server does, the shopper and the shop get an outcome, never an error; without an
// authentication the payment goes on and the liability stays with the merchant. Contract: cards-3ds.md §3, row U.

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
  payment_options: { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` },
});

const arm = (kind: string, where?: "preq"): Promise<void> =>
  controls.fault({ kind, count: 1, ...(where === undefined ? {} : { where }) });

async function direct(order: Placed): Promise<JsonObject> {
  return assertAccepted(await api("POST", "/orders", directOrder(members(order))));
}

/** Pays on the page until the browser leaves for the shop; says where it went. */
async function payOnPage(order: Placed): Promise<string | null> {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder(members(order))));
  const form = await shopper.open(textAt(created["payment_url"]));
  const end = await reachChallenge(shopper, await submitCard(shopper, form));
  assert.ok(end.status < 500, `${end.status} ${end.html.slice(0, 500)}`);
  return end.leftFor;
}

/** ECI values that say that the issuer answers for the payment. */
const liable = ["05", "06", "02", "01"];

async function assertPaidWithoutLiability({ orderId, amountMinor }: Placed): Promise<void> {
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const entry = (await controls.books()).entries.find((one) => one.amountMinor === amountMinor);
  assert.ok(entry);
  assert.equal(entry.eci !== null && liable.includes(entry.eci), false, `ECI ${entry.eci}`);
}

const faults = ["ds-no-answer", "ds-malformed", "ds-error", "ds-http-500", "ares-u"];

for (const kind of faults) {
  test(`an authentication that meets ${kind}: a direct order is paid without liability moved`, async () => {
    const order = ledger.place(kind);
    await arm(kind);
    assert.equal((await direct(order))["status"], "completed");
    await assertPaidWithoutLiability(order);
  });
}

for (const kind of faults.filter((other) => other !== "ds-no-answer")) {
  test(`an authentication that meets ${kind}: the shopper on the page pays and comes back to the shop`, async () => {
    const order = ledger.place(kind);
    await arm(kind);
    assert.equal(await payOnPage(order), `${shop.url}/ok?transactionid=${order.orderId}`);
    await assertPaidWithoutLiability(order);
  });
}

for (const kind of ["ds-malformed", "ds-http-500"]) {
  test(`card ranges that meet ${kind} hold up no authentication`, async () => {
    // Card ranges are kept for an hour: only a gateway that starts asks for them now.
    await world.restartGateway();
    await arm(kind, "preq");
    const order = await direct(ledger.place(kind));
    assert.ok(
      isChallenge(
        await shopper.open(textAt(order["payment_url"])).then((page) => reachChallenge(shopper, page)),
      ),
    );
    await controls.clearFaults();
  });
}

test("a result that is lost leaves the order open until it expires; the shopper is told, and sent to cancel_url", async () => {
  const order = ledger.place("lost");
  await arm("rreq-lost");
  const created = await direct(order);
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.ok(end.status < 500 && end.leftFor === null, `${end.status} ${end.leftFor}`);
  assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
  await world.clock.advance(3_540);
  assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
  await world.clock.advance(120);
  assert.equal(await statusesOf(api, order.orderId), "expired/expired");
  const late = await shopper.open(end.url);
  assert.ok(
    late.leftFor === `${shop.url}/no?transactionid=${order.orderId}` || late.status === 410,
    late.url,
  );
  await ledger.assertEqualToBooks();
});

test("a result that comes twice pays once, also when the second comes after the payment", async () => {
  const order = ledger.place("twice");
  await arm("rreq-twice");
  const created = await direct(order);
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${order.orderId}`);
  const { entries } = await controls.books();
  assert.equal(entries.filter((entry) => entry.amountMinor === order.amountMinor).length, 1);
});

test("the issuer's yes does not outweigh an acquirer that does not know: the order is undone", async () => {
  const order = ledger.place("unknown");
  const created = await direct(order);
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await controls.fault({ kind: "cut-after", count: 1 });
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.ok(end.status < 500, String(end.status));
  await world.clock.advance(600);
  assert.equal(await statusesOf(api, order.orderId), "declined/declined");
  await ledger.assertEqualToBooks();
});

test("an American Express card is challenged and paid as any other when the directory server is well again", async () => {
  const order = ledger.place("amex");
  const created = assertAccepted(
    await api("POST", "/orders", directOrder(members(order), { number: cards.amex })),
  );
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await answerChallenge(shopper, challenge, "Y");
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  await ledger.assertEqualToBooks();
});
