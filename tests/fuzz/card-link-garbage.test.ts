import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { settled } from "../crash/ledger.ts";
import { readTestConfig } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { assertWhole, incidentsIn } from "./after-fuzz.ts";
import { startHostileLine } from "./hostile-line.ts";

// Goal: whatever bytes come from the acquirer's side of the card link, the gateway stays, the link comes back, and no order
// is paid by them. Method: a line between gateway and simulator that adds bytes and spoils answers, drawn from a seed. There
// are no MACs on it, or the bytes would be refused before they are read.

const withoutMacs = { SLUIS_ACQUIRER_MAC_KEY: "" };
const line = await startHostileLine();
const world = await startWorld({
  gatewayEnvironment: { SLUIS_ACQUIRER_URL: `tcp://127.0.0.1:${line.port}`, ...withoutMacs },
  simulatorEnvironment: withoutMacs,
});
after(async () => {
  await world.stop();
  await line.stop();
});
const { api, controls } = world;
const { seed } = readTestConfig().fuzz;
line.lead(world.acquirerPort);

const framed = (message: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
};

/** An answer and an advice as the acquirer writes them, by the table of docs/protocols/card-link.md. */
const plausible = (type: string, bitmap: string, elements: string): Buffer =>
  Buffer.concat([Buffer.from(type), Buffer.from(bitmap, "hex"), Buffer.from(elements)]);
const messages = [
  plausible("0810", "82200000020000000400000000000000", "112107000000000100001"),
  plausible(
    "0210",
    "b2300001082000000000000000000000",
    `0000000000000010001121070000000001070000112154780260280900004200`,
  ),
  plausible(
    "0422",
    "b2300000080000000000000000000000",
    "2200000000000010001121070000000001070000112160280900004",
  ),
];

const spoilt: fc.Arbitrary<(message: Buffer) => Buffer> = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
  .map((changes) => (message) => {
    const changed = Buffer.from(message);
    for (const [place, byte] of changes) changed[place % changed.length] = byte;
    return changed;
  });

const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 }).map((drawn) => Buffer.from(drawn));

/** Bytes without frames, frames of bytes, frames of nearly messages, and lengths that no frame has. */
const garbage = fc.oneof(
  bytes,
  bytes.map(framed),
  fc.tuple(fc.constantFrom(...messages), spoilt).map(([message, spoil]) => framed(spoil(message))),
  fc
    .tuple(fc.constantFrom(...messages), fc.nat(80))
    .map(([message, end]) => framed(message.subarray(0, end + 1))),
  fc.constantFrom(...messages).map(framed),
  fc.constantFrom(
    Buffer.from([0, 0]),
    Buffer.from([0xff, 0xff]),
    Buffer.from([0x10, 0x01]),
    Buffer.alloc(9_000),
  ),
);

/** Approvals have an authorization code, DE 38: bit 6 of the fifth byte of the bitmap. */
const isApproval = (answer: Buffer): boolean => ((answer[2 + 4 + 4] ?? 0) & 0x04) !== 0;

async function pay(number: string, orderId = newOrderId()): Promise<string> {
  const body = directOrderWithout3ds({ order_id: orderId, amount: 700 }, { number });
  return textAt(assertAccepted(await api("POST", "/orders", body))["status"]);
}

/** Right after a cut a payment is declined, for it could not be sent. */
const paysAgain = (): Promise<string> =>
  eventually("the link carries payments again", async () => {
    const status = await pay(cards.visa);
    return status === "completed" ? status : null;
  });

test("bytes that nobody asked for are dropped, or cut the connection, and the next payment goes through", async () => {
  await paysAgain();
  const before = line.opened();
  for (const drawn of fc.sample(garbage, { numRuns: 150, seed })) {
    await eventually("the gateway is connected", () => (line.inject(drawn) ? true : null));
  }
  assert.equal(await paysAgain(), "completed");
  assert.ok(line.opened() > before, "no length was out of bounds");
});

test("answers that are spoilt pay nothing, and what the acquirer booked under them is given back", async () => {
  const { heldMinor } = await controls.books();
  const drawn = fc.sample(fc.tuple(spoilt, bytes), { numRuns: 24, seed });
  let turn = 0;
  line.answer((answer) => {
    if (answer.toString("latin1", 2, 6) !== "0210") return answer;
    const [spoil, instead] = drawn[turn % drawn.length] ?? [];
    turn += 1;
    assert.ok(spoil !== undefined && instead !== undefined);
    // Not even a spoilt approval is let through: most of it would still be true.
    return framed(isApproval(answer) ? instead : spoil(answer.subarray(2)));
  });
  const orders = drawn.map((_, index) => ({
    orderId: newOrderId("spoilt"),
    number: index % 2 === 0 ? cards.visa : cards.visaInsufficientFunds,
  }));
  await Promise.all(orders.map(({ orderId, number }) => pay(number, orderId)));
  line.answer(null);
  for (const { orderId } of orders) {
    const statuses = await settled(world, orderId);
    assert.doesNotMatch(statuses, /completed/, orderId);
  }
  assert.equal((await controls.books()).heldMinor, heldMinor);
  assert.equal(await paysAgain(), "completed");
});

test("afterwards the gateway has seen nothing that it did not foresee, and its books are right", async () => {
  assert.deepEqual(incidentsIn(world.gatewayLog()), []);
  await assertWhole(world);
});
