import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { mailboxReader, type TestMail } from "../support/mailbox.ts";
import { cards, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { leaveCard, newReference, subsequentOrder } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: where the site wants it, whoever paid is mailed once what he paid; docs/mail.md. Method: the operator's command
// line switches it, the simulator's mailbox is the shopper.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const mailbox = mailboxReader(world.simulatorUrl);

const hour = 3_600;

const payable = (members: OrderBody = {}, customer: OrderBody = {}): OrderBody =>
  directOrderWithout3ds({
    description: "Two tickets",
    customer: { locale: "nl_NL", ip_address: "192.0.2.10", email: "payer@example.com", ...customer },
    ...members,
  });

async function pay(body: OrderBody): Promise<string> {
  assertAccepted(await api("POST", "/orders", body));
  return String(body["order_id"]);
}

async function receipts(setting: "on" | "off"): Promise<void> {
  const { code, output } = await world.commandLine("site", "set", "--site", "1", "--receipts", setting);
  assert.equal(code, 0, output);
  assert.match(output, new RegExp(`receipts are ${setting}`));
}

const firstMail = (orderId: string): Promise<TestMail> =>
  eventually(`a receipt of ${orderId}`, async () => (await mailbox.ofOrder(orderId))[0]);

test("a site that said nothing sends none", async () => {
  const orderId = await pay(payable());
  await world.clock.advance(2 * hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
});

test("the command line says what it does not understand, and leaves what it was not told", async () => {
  for (const words of [["--receipts", "maybe"], [], ["--receipts"]]) {
    assert.notEqual((await world.commandLine("site", "set", "--site", "1", ...words)).code, 0);
  }
  const before = await world.sql("select fraud_rules from site where id = 1");
  await receipts("on");
  assert.deepEqual(await world.sql("select fraud_rules, receipts from site where id = 1"), [
    { ...before[0], receipts: true },
  ]);
});

test("says amount, shop, description, order, card and date, in the order's language", async () => {
  const orderId = await pay(payable({ amount: 4250 }));
  const mail = await firstMail(orderId);
  assert.equal(mail.subject, "Betaalbewijs van uw betaling aan Demo shop");
  assert.deepEqual(mail.recipients, ["payer@example.com"]);
  assert.equal(mail.header("list-unsubscribe"), null);
  for (const part of [mail.text, mail.html]) {
    for (const said of ["Demo shop", "Two tickets", orderId, "Visa •••• 1111", "42,50"]) {
      assert.ok(part.includes(said), said);
    }
    assert.ok(!part.includes(cards.visa) && !part.includes(cards.visa.slice(0, 6)));
  }
});

test("comes once, whatever happens to the order later", async () => {
  const orderId = await pay(payable({ amount: 3000 }));
  const { messageId } = await firstMail(orderId);
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { amount: 1000, currency: "EUR" }));
  await world.clock.advance(3 * 24 * hour);
  assert.deepEqual(
    (await mailbox.ofOrder(orderId)).map((mail) => mail.messageId),
    [messageId],
  );
});

test("comes when reserved money is captured, and not before", async () => {
  const orderId = await pay(payable({ capture: "manual" }));
  await world.clock.advance(hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  assertAccepted(
    await api("POST", `/orders/${orderId}/capture`, { amount: 1000, new_order_status: "completed" }),
  );
  await world.clock.advance(hour);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  await firstMail(orderId);
});

test("comes when a review ends well, so that the shopper does not learn of the review", async () => {
  const orderId = newOrderId();
  await pay({ ...payable({ order_id: orderId }), ...reviewed(orderId) });
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  await world.clock.advance(60);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
  await world.clock.advance(hour);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  await firstMail(orderId);
});

function reviewed(orderId: string): OrderBody {
  return directOrderWithout3ds(
    { order_id: orderId, customer: { ip_address: "192.0.2.10", email: "reviewed@example.com" } },
    { number: cards.visaUnclearedThenCompleted },
  );
}

for (const [name, body] of [
  ["a declined payment", directOrderWithout3ds({}, { number: cards.visaInsufficientFunds })],
  [
    "an order by telephone",
    { ...payable(), gateway_info: { ...Object(payable()["gateway_info"]), moto: true } },
  ],
  ["no address", payable({ customer: { ip_address: "192.0.2.10" } })],
  ["disable_send_email", payable({}, { disable_send_email: "1" })],
] as const) {
  test(`none is sent for ${name}`, async () => {
    const orderId = await pay(body);
    await world.clock.advance(hour);
    assert.deepEqual(await mailbox.ofOrder(orderId), []);
  });
}

test("none is sent for a charge that the shop began, one is for a click of the shopper", async () => {
  for (const [model, count] of [
    ["subscription", 0],
    ["cardOnFile", 1],
  ] as const) {
    const reference = newReference();
    const token = await leaveCard(api, { reference, model });
    const charge = subsequentOrder(
      { token, reference, model },
      { customer: { reference, email: "again@example.com" } },
    );
    const orderId = await pay(charge);
    assert.equal(await statusesOf(api, orderId), "completed/completed");
    await world.clock.advance(hour);
    assert.equal((await mailbox.ofOrder(orderId)).length, count, model);
  }
});

test("none is sent any more once the site does not want them", async () => {
  await receipts("off");
  const orderId = await pay(payable());
  await world.clock.advance(hour);
  assert.deepEqual(await mailbox.ofOrder(orderId), []);
});
