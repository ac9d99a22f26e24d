import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { numberAt, parseJson, textAt } from "../support/json.ts";
import { attributeOf, findForms, textOf } from "../support/markup.ts";
import { cards, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a payment that came to nothing may be tried again over the same link, and is paid once.
// Contract: orders.md §9 and §10, statuses.md §3.1 and §5, README.md §8.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Link {
  readonly orderId: string;
  readonly url: string;
}

/** No 3-D Secure and no page of the shop to go back to, as a payment link in a mail has none. */
async function link(members: OrderBody = {}): Promise<Link> {
  const orderId = newOrderId("link");
  const created = assertAccepted(
    await api(
      "POST",
      "/orders",
      redirectOrder({
        type: "paymentlink",
        order_id: orderId,
        gateway: "VISA",
        gateway_info: { flexible_3d: false },
        payment_options: { notification_url: `${shop.url}/n/${orderId}`, notification_method: "POST" },
        ...members,
      }),
    ),
  );
  return { orderId, url: textAt(created["payment_url"]) };
}

const retryUrl = ({ url }: Link): string => url.replace("/?", "/retry?");
const retryForm = (page: Page) => findForms(page.html).find(({ action }) => action.includes("/retry"));
const pressRetry = (of: Link): Promise<Page> => shopper.post(retryUrl(of), {});

async function pay(of: Link, number: string = cards.visa): Promise<Page> {
  return await submitCard(shopper, await shopper.open(of.url), { number });
}

const decline = (of: Link): Promise<Page> => pay(of, cards.visaInsufficientFunds);

async function transactionOf({ orderId }: Link): Promise<number> {
  return numberAt(assertAccepted(await readOrder(api, orderId)), "transaction_id");
}

const attemptsOf = async ({ orderId }: Link): Promise<readonly unknown[]> =>
  await world.sql(
    `select state from payment_attempt join orders on orders.key = order_key
      where order_id = $1 order by payment_attempt.created_at, payment_attempt.key`,
    [orderId],
  );

async function assertOver(of: Link): Promise<void> {
  const page = await shopper.open(of.url);
  assert.equal(page.status, 410);
  assert.equal(retryForm(page), undefined);
  const before = await statusesOf(api, of.orderId);
  assert.equal((await pressRetry(of)).status, 410);
  assert.equal(await statusesOf(api, of.orderId), before);
}

test("a declined payment says why, is tried again over the same link, and is paid: the shop hears of both", async () => {
  const of = await link();
  const first = await transactionOf(of);
  const end = await decline(of);
  assert.equal(attributeOf(end.html, "main", "data-status"), "declined");
  assert.match(textOf(end.html), /not enough money/);
  assert.match(textOf(end.html), /has not received any money/);
  assert.equal(await statusesOf(api, of.orderId), "declined/declined");
  await shop.receives(`/n/${of.orderId}`, 1);

  const form = await shopper.submit(end, { button: "" });
  assert.equal(form.url, of.url);
  assert.equal(await statusesOf(api, of.orderId), "initialized/initialized");
  const second = await transactionOf(of);
  assert.notEqual(second, first);

  await submitCard(shopper, form);
  assert.equal(await statusesOf(api, of.orderId), "completed/completed");
  assert.equal(await transactionOf(of), second);
  const calls = await shop.receives(`/n/${of.orderId}`, 2);
  assert.deepEqual(
    calls.map((call) => textAt(parseJson(call.body), "status")),
    ["declined", "completed"],
  );
  const history = await world.sql(
    `select order_history.phase, order_history.transaction_id::int as id from order_history
      join orders on orders.key = order_key where order_id = $1 order by order_history.version`,
    [of.orderId],
  );
  assert.deepEqual(history, [
    { phase: "started", id: first },
    { phase: "declined", id: first },
    { phase: "open", id: second },
    { phase: "started", id: second },
    { phase: "completed", id: second },
  ]);
  assert.deepEqual(await attemptsOf(of), [{ state: "declined" }, { state: "approved" }]);
  await assertOver(of);
});

test("opening the link again shows the way on, however often and wherever, and changes nothing", async () => {
  const of = await link();
  await decline(of);
  for (const again of [1, 2]) {
    const page = await shopper.open(of.url);
    assert.equal(page.status, 200, String(again));
    assert.equal(attributeOf(page.html, "main", "data-status"), "declined");
    assert.ok(retryForm(page));
  }
  await shopper.open(retryUrl(of));
  assert.equal(await statusesOf(api, of.orderId), "declined/declined");
});

test("a shop with a page for failure gets its shopper back, and the link still leads on", async () => {
  const of = await link({
    type: "redirect",
    payment_options: { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` },
  });
  assert.equal((await decline(of)).leftFor, `${shop.url}/no?transactionid=${of.orderId}`);
  const page = await shopper.open(of.url);
  assert.equal(page.status, 200);
  assert.ok(page.html.includes(`${shop.url}/no?transactionid=${of.orderId}`));
  const end = await submitCard(shopper, await shopper.submit(page, { button: "" }));
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${of.orderId}`);
});

test("a link takes twenty tries, and no more until the shop posts the order again", async () => {
  const of = await link();
  for (let tries = 1; tries < 20; tries += 1) {
    const end = await decline(of);
    assert.ok(retryForm(end), `after ${tries} tries`);
    await shopper.submit(end, { button: "" });
  }
  assert.equal(retryForm(await decline(of)), undefined);
  assert.equal((await attemptsOf(of)).length, 20);
  await assertOver(of);
  const anew = assertAccepted(
    await api("POST", "/orders", redirectOrder({ order_id: of.orderId, gateway: "VISA", amount: 1200 })),
  );
  const [row] = await world.sql("select retries from orders where order_id = $1", [of.orderId]);
  assert.deepEqual(row, { retries: 0 });
  assert.equal((await shopper.open(textAt(anew["payment_url"]))).status, 200);
});

test("when the link's life is over it is not tried again", async () => {
  const of = await link({ seconds_active: 600 });
  await decline(of);
  await world.clock.advance(540);
  assert.equal((await shopper.open(of.url)).status, 200);
  await world.clock.advance(61);
  await assertOver(of);
});

test("a link tried again and left alone ends with its session", async () => {
  const of = await link({ seconds_active: 600 });
  await decline(of);
  await pressRetry(of);
  await world.clock.advance(601);
  assert.equal(await statusesOf(api, of.orderId), "expired/expired");
  await assertOver(of);
});

for (const [choice, sentence] of [
  ["N", /could not confirm that it was you/],
  ["cancel", /confirmation with your bank was cancelled/],
] as const) {
  test(`3-D Secure that ends with ${choice} is explained and may be tried again`, async () => {
    const of = await link({ gateway_info: {} });
    const challenge = await reachChallenge(shopper, await pay(of));
    const end = await answerChallenge(shopper, challenge, choice);
    assert.match(textOf(end.html), sentence);
    // The issuer's page of the first try is still open somewhere, and is answered after the second began.
    const again = await reachChallenge(
      shopper,
      await submitCard(shopper, await shopper.submit(end, { button: "" })),
    );
    const late = await shopper.submit(challenge, { values: { transStatus: "Y" } });
    if (late.html.includes("cres")) assert.equal((await shopper.submit(late)).url, of.url);
    assert.equal(await statusesOf(api, of.orderId), "initialized/initialized");
    await answerChallenge(shopper, again, "Y");
    assert.equal(await statusesOf(api, of.orderId), "completed/completed");
  });
}

test("a challenge that nobody answered in time may be tried again, and its late answer pays nothing", async () => {
  const of = await link({ gateway_info: {} });
  const challenge = await reachChallenge(shopper, await pay(of));
  await world.clock.advance(3_601);
  assert.equal(await statusesOf(api, of.orderId), "expired/expired");
  const page = await shopper.open(of.url);
  assert.match(textOf(page.html), /not finished in time/);
  await shopper.submit(page, { button: "" });
  const before = await controls.books();
  await answerChallenge(shopper, challenge, "Y");
  assert.equal(await statusesOf(api, of.orderId), "initialized/initialized");
  assert.equal((await controls.books()).entries.length, before.entries.length);
});

test("what the shop, the shopper or a review ended is not tried again", async () => {
  const cancelled = await link();
  await shopper.post(cancelled.url.replace("/?", "/cancel?"), {});
  assert.equal(await statusesOf(api, cancelled.orderId), "cancelled/cancelled");
  await assertOver(cancelled);

  const ended = await link();
  assertAccepted(await api("PATCH", `/orders/${ended.orderId}`, { status: "cancelled" }));
  await assertOver(ended);

  const withdrawn = await link({ gateway_info: {} });
  await reachChallenge(shopper, await pay(withdrawn));
  assertAccepted(await api("PATCH", `/orders/${withdrawn.orderId}`, { status: "cancelled" }));
  assert.equal(await statusesOf(api, withdrawn.orderId), "void/void");
  await assertOver(withdrawn);

  const reviewed = await link();
  await pay(reviewed, cards.visaUnclearedThenVoid);
  await world.clock.advance(181);
  assert.equal(await statusesOf(api, reviewed.orderId), "void/void");
  await assertOver(reviewed);

  const released = await link({ capture: "manual" });
  await pay(released);
  assertAccepted(await api("PATCH", `/capture/${released.orderId}`, { status: "cancelled", reason: "Gone" }));
  assert.equal(await statusesOf(api, released.orderId), "void/void");
  await assertOver(released);
});

test("a payment whose outcome is unknown is not tried again before it is undone, and then it is", async () => {
  const of = await link();
  await controls.fault({ kind: "cut-after", count: 1 });
  await controls.fault({ kind: "cut-before", where: "reversal", count: 1 });
  await pay(of);
  const waiting = await pressRetry(of);
  assert.equal(attributeOf(waiting.html, "main", "data-status"), "pending");
  assert.equal(await statusesOf(api, of.orderId), "initialized/initialized");
  await world.clock.advance(300);
  assert.equal(await statusesOf(api, of.orderId), "declined/declined");
  const page = await shopper.open(of.url);
  assert.match(textOf(page.html), /could not be reached/);
  await shopper.submit(page, { button: "" });
  await pay(of);
  assert.equal(await statusesOf(api, of.orderId), "completed/completed");
});

for (const [scenario, status] of [
  ["failure", "declined/declined"],
  ["cancelled", "void/void"],
  ["expired", "expired/expired"],
] as const) {
  test(`a bank that ends a payment as ${scenario} leaves the shopper another way to pay`, async () => {
    const of = await link({ gateway: "", gateway_info: {}, customer: { locale: "en_GB", country: "NL" } });
    const bank = await shopper.submit(await shopper.open(of.url), { values: {}, button: "IDEAL" });
    const end = await shopper.submit(bank, { values: { scenario } });
    assert.equal(await statusesOf(api, of.orderId), status);
    assert.match(textOf(end.html), /Choose another way to pay/);
    assert.equal((await shopper.submit(end, { button: "" })).url, of.url);
    // The webhook and the browser of the first try come once more.
    await shopper.open(of.url.replace("/?", "/return?"));
    assert.equal(await statusesOf(api, of.orderId), "initialized/initialized");
    const again = await shopper.submit(await shopper.open(of.url), { button: "IDEAL" });
    await shopper.submit(again, { values: { scenario: "success" } });
    assert.equal(await statusesOf(api, of.orderId), "completed/completed");
  });
}

test("a payment at a bank that the shop gave up is not tried again", async () => {
  const of = await link({ gateway: "IDEAL", gateway_info: {} });
  await shopper.submit(await shopper.open(of.url), { values: { gateway: "IDEAL" } });
  assertAccepted(await api("PATCH", `/orders/${of.orderId}`, { status: "cancelled" }));
  assert.equal(await statusesOf(api, of.orderId), "void/void");
  await assertOver(of);
});

test("five presses of the button and five cards at once: one payment at a time, and one that pays", async () => {
  const of = await link({ amount: 4_321 });
  await decline(of);
  const form = await shopper.open(of.url);
  assert.ok(retryForm(form));
  const card = {
    card_number: cards.visa,
    card_holder_name: "Sam Sample",
    card_expiry: "12/30",
    card_cvc: "123",
  };
  const post = (): Promise<Page> => shopper.post(of.url.replace("/?", "/card?"), card);
  await Promise.all(Array.from({ length: 5 }, () => [pressRetry(of), post()]).flat());
  // The cards may all have come before the page was open.
  if ((await statusesOf(api, of.orderId)) === "initialized/initialized") await pay(of);
  await Promise.all(Array.from({ length: 5 }, () => [pressRetry(of), post()]).flat());
  assert.equal(await statusesOf(api, of.orderId), "completed/completed");
  const { entries } = await controls.books();
  assert.equal(entries.filter((entry) => entry.amountMinor === 4_321 && entry.isApproved).length, 1);
  const [row] = await world.sql("select retries from orders where order_id = $1", [of.orderId]);
  assert.deepEqual(row, { retries: 1 });
});

test("the link as a QR code, until it is over; unknown links and direct orders have none", async () => {
  const of = await link({ customer: { locale: "nl_NL" } });
  const page = await shopper.open(of.url.replace("/?", "/qr?"));
  assert.equal(page.status, 200);
  assert.ok(page.html.includes(of.url) && /role="img"/.test(page.html));
  const image = await fetch(of.url.replace("/?", "/qr.svg?"));
  assert.match(image.headers.get("content-type") ?? "", /^image\/svg\+xml/);
  assert.equal(image.headers.get("x-content-type-options"), "nosniff");
  assert.equal(image.headers.get("cross-origin-resource-policy"), "cross-origin");
  assert.match(image.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.match(await image.text(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  await decline(of);
  assert.equal((await shopper.open(of.url.replace("/?", "/qr?"))).status, 200);
  await pressRetry(of);
  await pay(of);
  for (const path of ["/qr?", "/qr.svg?"]) {
    assert.equal((await shopper.open(of.url.replace("/?", path))).status, 410);
    assert.equal((await shopper.open(`${world.gatewayUrl}/connect/${"x".repeat(35)}${path}`)).status, 404);
  }
});

test("the database refuses an order that is tried again without leave", async () => {
  const of = await link();
  await pay(of, cards.visaInsufficientFunds);
  const reopen = "update orders set phase = 'open', version = version + 1, modified_at = now()";
  for (const how of [
    "",
    ", retries = retries + 1",
    ", retries = 20, transaction_id = transaction_id + 500000",
  ]) {
    await assert.rejects(world.sql(`${reopen}${how} where order_id = $1`, [of.orderId]));
  }
  assertRefused(await api("PATCH", `/orders/${of.orderId}`, { status: "cancelled" }), { code: 1000 });
});

test("after all retries the ledger proves itself", async () => {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
});
