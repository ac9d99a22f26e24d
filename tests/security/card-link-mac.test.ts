import assert from "node:assert/strict";
import { after, test } from "node:test";
import { settled } from "../crash/ledger.ts";
import { startHostileLine } from "../fuzz/hostile-line.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: who sits on the wire of the card link can stop messages and nothing else. Method: a line between gateway and
// simulator that changes single digits in both directions and adds messages of its own, without the key of the MACs.
// Contract: docs/protocols/card-link.md, "Message authentication".

const line = await startHostileLine();
const world = await startWorld({
  gatewayEnvironment: { SLUIS_ACQUIRER_URL: `tcp://127.0.0.1:${line.port}` },
});
after(async () => {
  await world.stop();
  await line.stop();
});
const { api, controls } = world;
line.lead(world.acquirerPort);

async function pay(
  amount: number,
  number: string = cards.visa,
): Promise<{ orderId: string; status: string }> {
  const orderId = newOrderId("mac");
  const body = directOrderWithout3ds({ order_id: orderId, amount }, { number });
  const order = assertAccepted(await api("POST", "/orders", body));
  return { orderId, status: textAt(order["status"]) };
}

/** Where the link is down a payment is declined, for it could not be sent. */
const paysAgain = (): Promise<string> =>
  eventually("the link carries payments", async () => {
    const { orderId, status } = await pay(700);
    return status === "completed" ? orderId : null;
  });

/** Of the messages about this amount, with one digit changed. */
const changed =
  (type: string, amount: number, change: (text: string) => string) =>
  (framed: Buffer): Buffer => {
    const text = framed.toString("latin1");
    const isMeant = text.slice(2, 6) === type && text.includes(String(amount).padStart(12, "0"));
    return isMeant ? Buffer.from(change(text), "latin1") : framed;
  };

const disbelieved = async (): Promise<number> => {
  const metrics = await (await fetch(`${world.gatewayUrl}/metrics`)).text();
  return Number(/^sluis_card_link_disbelieved_total (\d+)$/m.exec(metrics)?.[1] ?? "NaN");
};

test("a message that is changed on its way neither pays nor declines, and what was booked is given back", async () => {
  await paysAgain();
  const { heldMinor } = await controls.books();
  const before = await disbelieved();
  line.ask(changed("0200", 123_400, (text) => text.replace("000000123400", "000000000034")));
  const approval = changed("0210", 432_100, (text) => text.replace("000000432100", "000000432101"));
  // DE 39 stands behind the RRN and an authorization code, which a decline has not.
  const decline = changed("0210", 567_800, (text) => text.replace("51SLUIS", "00SLUIS"));
  line.answer((framed) => decline(approval(framed)));
  const struck = await Promise.all([pay(123_400), pay(432_100), pay(567_800, cards.visaInsufficientFunds)]);
  line.ask(null);
  line.answer(null);
  for (const { orderId, status } of struck) {
    assert.equal(status, "initialized", orderId);
    assert.equal(await settled(world, orderId), "declined/declined", orderId);
  }
  assert.equal((await controls.books()).heldMinor, heldMinor);
  assert.ok((await disbelieved()) >= before + 2);
  assert.match(
    world.gatewayLog(),
    /"card-link\.disbelieved".*"wrong-mac"|"wrong-mac".*"card-link\.disbelieved"/,
  );
  assert.match(world.simulatorLog(), /card-link-mac-refused/);
});

test("a refund whose answer proves nothing is sent again, and given back once", async () => {
  const { orderId, status } = await pay(800);
  assert.equal(status, "completed");
  const { heldMinor } = await controls.books();
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 250 }));
  await controls.fault({ kind: "wrong-mac", where: "refund", count: 1 });
  // Past the next midnight in Amsterdam, when refunds are sent; the repeat falls due on the way.
  await world.clock.advance(25 * 3_600);
  assert.equal(await controls.armedFaults(), 0);
  assert.equal(await statusesOf(api, orderId), "partial_refunded/completed");
  assert.equal((await controls.books()).heldMinor, heldMinor - 250);
});

test("a dispute that is told by who has no key is not recorded", async () => {
  const orderId = await paysAgain();
  const before = await disbelieved();
  const paid = (await controls.books()).entries.at(-1);
  assert.ok(paid !== undefined);
  const elements = [
    "220000",
    "000000000700",
    "1121070000",
    "000001",
    "070000",
    "1121",
    "FORGED000001",
    "SLUISDEMO000001",
    "018T930410839405Fraud",
    "978",
    `0200${paid.stan}1121070000${"0".repeat(22)}`,
  ].join("");
  const bitmap = Buffer.from("b2380000084180000000004000000000", "hex");
  const message = Buffer.concat([Buffer.from("0422"), bitmap, Buffer.from(elements)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  await eventually("the gateway is connected", () =>
    line.inject(Buffer.concat([length, message])) ? true : null,
  );
  await eventually("the advice is refused", async () => ((await disbelieved()) > before ? true : null));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a gateway with another key sends no payment, and is told by its log why", async () => {
  const { entries } = await controls.books();
  const logged = world.gatewayLog().length;
  await world.restartGateway({ SLUIS_ACQUIRER_MAC_KEY: "0".repeat(64) });
  assert.equal((await pay(900)).status, "declined");
  assert.equal((await controls.books()).entries.length, entries.length);
  assert.match(world.gatewayLog().slice(logged), /card-link\.disbelieved/);
  await world.restartGateway();
  await paysAgain();
  assert.doesNotMatch(world.gatewayLog(), /0{64}/);
});
