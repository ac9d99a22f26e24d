import assert from "node:assert/strict";
import { after, test } from "node:test";
import { submitCard } from "../support/card-form.ts";
import { reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { mailboxReader, type TestMail } from "../support/mailbox.ts";
import { cards, directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shopper who left is reminded twice, in his language, of what he can still pay, and never of anything else.
// Contract: orders.md §1 and §4; edges.md. Method: the sandbox's clock, and the simulator's mailbox as the shopper.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const mailbox = mailboxReader(world.simulatorUrl);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const hour = 3_600;
const day = 24 * hour;

const remindable = (members: OrderBody = {}, locale = "en_GB"): OrderBody =>
  redirectOrder({
    second_chance: { send_email: true },
    customer: { locale, email: `${newOrderId("s")}@example.com` },
    ...members,
  });

async function place(body: OrderBody): Promise<{ readonly id: string; readonly paymentUrl: string }> {
  const created = assertAccepted(await api("POST", "/orders", body));
  return { id: String(body["order_id"]), paymentUrl: textAt(created["payment_url"]) };
}

/** One mail, and no other. */
async function onlyMail(orderId: string): Promise<TestMail> {
  const mails = await mailbox.ofOrder(orderId);
  assert.equal(mails.length, 1, `${mails.length} mails`);
  const [mail] = mails;
  assert.ok(mail);
  return mail;
}

const subjectsOf = async (orderId: string): Promise<readonly string[]> =>
  (await mailbox.ofOrder(orderId)).map(({ subject }) => subject);

/** Address of the page where reminders are stopped, as the mail program knows it. */
function unsubscribeUrl(mail: TestMail): string {
  const url = /^<(.*)>$/.exec(mail.header("list-unsubscribe") ?? "")?.[1];
  assert.ok(url);
  return url;
}

test("reminds an hour and a day after the order was made, and no more", async () => {
  const { id } = await place(remindable());
  await world.clock.advance(hour - 60);
  assert.deepEqual(await subjectsOf(id), []);
  const first = await world.clock.advance(61);
  assert.ok(first.some((job) => job.orderId === id && job.kind === "first-reminder"));
  assert.equal((await subjectsOf(id)).length, 1);
  await world.clock.advance(23 * hour - 60);
  assert.equal((await subjectsOf(id)).length, 1);
  const second = await world.clock.advance(61);
  assert.ok(second.some((job) => job.orderId === id && job.kind === "second-reminder"));
  await world.clock.advance(10 * day);
  const mails = await mailbox.ofOrder(id);
  assert.equal(mails.length, 2);
  assert.match(mails[1]?.subject ?? "", /last reminder/i);
  assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 2);
});

test("says who, what, how much, until when and where, as text and as HTML, to one recipient", async () => {
  const email = `${newOrderId("one")}@example.com`;
  const body = remindable({
    amount: 123456,
    description: "Three lamps",
    customer: { locale: "nl_NL", email },
  });
  const { id, paymentUrl } = await place(body);
  await world.clock.advance(hour);
  const mail = await onlyMail(id);
  assert.deepEqual(mail.recipients, [email]);
  assert.equal(mail.header("to"), email);
  assert.match(mail.subject, /Demo shop/);
  assert.match(mail.from, /^Demo shop <[^<>]+>$/);
  assert.equal(mail.header("x-order-id"), id);
  for (const part of [mail.text, mail.html.replaceAll("&amp;", "&")]) {
    for (const said of ["Demo shop", "Three lamps", id, paymentUrl, unsubscribeUrl(mail)]) {
      assert.ok(part.includes(said), said);
    }
    assert.match(part, /1\.234,56/);
    assert.match(part, /Betalen vóór/);
  }
  assert.match(mail.html, /<html lang="nl"/);
  const page = await shopper.open(paymentUrl);
  assert.equal(page.status, 200);
});

test("the mail carries the time of the moved clock", async () => {
  const { id } = await place(remindable());
  await world.clock.advance(hour);
  const now = await world.clock.now();
  const mail = await onlyMail(id);
  assert.ok(Math.abs(Date.parse(mail.date) - now.getTime()) < 120_000, mail.date);
});

for (const [locale, word] of [
  ["cs_CZ", /není dokončena/],
  ["da_DK", /ikke gennemført/],
  ["de_AT", /noch offen/],
  ["en_US", /still open/],
  ["es_ES", /sigue pendiente/],
  ["fi_FI", /vielä kesken/],
  ["fr_BE", /en attente/],
  ["it_IT", /ancora in sospeso/],
  ["nl_BE", /staat nog open/],
  ["pl_PL", /nie została dokończona/],
  ["pt_PT", /continua pendente/],
  ["sv_SE", /inte är klar|är inte klar/],
  ["zh_CN", /尚未完成/],
] as const) {
  test(`writes in the language of ${locale}`, async () => {
    const { id } = await place(remindable({}, locale));
    await world.clock.advance(hour);
    assert.match((await onlyMail(id)).subject, word);
  });
}

test("loads nothing, runs nothing and follows nobody", async () => {
  const { id } = await place(remindable());
  await world.clock.advance(hour);
  const { html } = await onlyMail(id);
  assert.doesNotMatch(html, /<(?:img|script|link|iframe|table|form|video|object)\b/i);
  assert.doesNotMatch(html, /\bsrc=|\burl\(|@import|\son[a-z]+=/i);
  const hosts = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => new URL(url ?? "").origin));
  assert.deepEqual([...hosts], [world.gatewayUrl]);
});

for (const [name, body] of [
  ["send_mail, the other spelling", { second_chance: { send_mail: true } }],
  ["a boolean as text", { second_chance: { send_email: "1" } }],
  ["a payment link", { type: "paymentlink" }],
] as const) {
  test(`reminds with ${name}`, async () => {
    const { id } = await place(remindable(body));
    await world.clock.advance(hour);
    await onlyMail(id);
  });
}

for (const [name, body] of [
  ["no second chance", { second_chance: undefined }],
  ["send_email false beside send_mail true", { second_chance: { send_email: false, send_mail: true } }],
  ["PHP's empty second chance", { second_chance: [] }],
  ["no address", { customer: { locale: "en_GB" } }],
  ["an address that is none", { customer: { email: "nobody" } }],
  ["two addresses in one", { customer: { email: "a@example.com, b@example.com" } }],
  ["a header in the address", { customer: { email: "a@example.com\r\nBcc: b@example.com" } }],
  ["disable_send_email", { customer: { email: "quiet@example.com", disable_send_email: true } }],
] as const) {
  test(`there is no reminder, nor a job for one, with ${name}`, async () => {
    const { id } = await place(remindable(body));
    const ran = await world.clock.advance(2 * day);
    assert.deepEqual(await subjectsOf(id), []);
    assert.deepEqual(
      ran.filter((job) => job.orderId === id),
      [],
    );
  });
}

test("never after payment", async () => {
  const paid = remindable({
    type: "direct",
    gateway: "CREDITCARD",
    customer: { ip_address: "192.0.2.10", email: "paid@example.com" },
    gateway_info: directOrder({}, {}, { flexible_3d: false })["gateway_info"],
  });
  const order = assertAccepted(await api("POST", "/orders", paid));
  assert.equal(order["status"], "completed");
  await world.clock.advance(2 * day);
  assert.deepEqual(await subjectsOf(String(paid["order_id"])), []);
});

test("never after cancellation, and no second one after a cancellation in between", async () => {
  const [early, late] = [await place(remindable()), await place(remindable())];
  assertAccepted(await api("PATCH", `/orders/${early.id}`, { status: "cancelled", exclude_order: 1 }));
  await world.clock.advance(hour);
  assertAccepted(await api("PATCH", `/orders/${late.id}`, { status: "cancelled", exclude_order: 1 }));
  await world.clock.advance(2 * day);
  assert.deepEqual(await subjectsOf(early.id), []);
  assert.equal((await subjectsOf(late.id)).length, 1);
});

test("never after expiry, nor for a link that ends within minutes", async () => {
  const brief = await place(remindable({ seconds_active: hour / 2 }));
  const ending = await place(remindable({ seconds_active: hour + 120 }));
  const lasting = await place(remindable({ seconds_active: 2 * hour }));
  await world.clock.advance(2 * day);
  assert.deepEqual(await subjectsOf(brief.id), []);
  assert.deepEqual(await subjectsOf(ending.id), []);
  assert.equal((await subjectsOf(lasting.id)).length, 1);
});

test("never for a declined payment that cannot be paid any more", async () => {
  const declined = remindable({
    type: "direct",
    gateway: "CREDITCARD",
    customer: { ip_address: "192.0.2.10", email: "declined@example.com" },
    gateway_info: directOrder({}, { number: cards.visaInsufficientFunds }, { flexible_3d: false })[
      "gateway_info"
    ],
  });
  assertAccepted(await api("POST", "/orders", declined));
  const id = String(declined["order_id"]);
  assert.equal(await statusesOf(api, id), "declined/declined");
  await world.clock.advance(2 * day);
  assert.deepEqual(await subjectsOf(id), []);
});

test("reminds of a payment that was begun and left, at the bank or at the issuer", async () => {
  const atBank = await place(remindable({ type: "direct", gateway: "KBC" }));
  const atIssuer = await place(remindable());
  await world.clock.advance(hour / 2);
  await reachChallenge(shopper, await submitCard(shopper, await shopper.open(atIssuer.paymentUrl)));
  await world.clock.advance(hour / 2);
  for (const { id, paymentUrl } of [atBank, atIssuer]) {
    assert.equal(await statusesOf(api, id), "initialized/initialized");
    const mail = await onlyMail(id);
    assert.equal((await shopper.open(paymentUrl)).status, 200);
    assert.match(mail.text, /Pay before: /);
  }
  await world.clock.advance(hour);
  assert.equal(await statusesOf(api, atIssuer.id), "expired/expired");
  await world.clock.advance(day);
  // It has expired, and its link can be tried again.
  assert.equal((await subjectsOf(atIssuer.id)).length, 2);
  assert.equal((await subjectsOf(atBank.id)).length, 2);
});

test("never of a bank transfer: its money may be on the way", async () => {
  const transfer = remindable({ type: "direct", gateway: "BANKTRANS" });
  const { id } = await place(transfer);
  await world.clock.advance(2 * day);
  assert.equal(await statusesOf(api, id), "initialized/initialized");
  assert.deepEqual(await subjectsOf(id), []);
});

test("an order posted again is reminded of its new link, an hour and a day after that", async () => {
  const body = remindable();
  const { id, paymentUrl } = await place(body);
  await world.clock.advance(hour / 2);
  const again = await place({ ...body, amount: 2000 });
  assert.notEqual(again.paymentUrl, paymentUrl);
  await world.clock.advance(hour / 2 + 60);
  assert.deepEqual(await subjectsOf(id), []);
  await world.clock.advance(hour / 2);
  const mail = await onlyMail(id);
  assert.ok(mail.text.includes(again.paymentUrl));
  assert.ok(!mail.text.includes(paymentUrl));
  await world.clock.advance(2 * day);
  assert.equal((await subjectsOf(id)).length, 2);
});

test("an order posted again without a second chance is left alone", async () => {
  const body = remindable();
  const { id } = await place(body);
  await place({ ...body, second_chance: { send_email: false } });
  await world.clock.advance(2 * day);
  assert.deepEqual(await subjectsOf(id), []);
});

test("a page stops the reminders of that shop to that address, for good", async () => {
  const email = `${newOrderId("stop")}@example.com`;
  const { id } = await place(remindable({ customer: { locale: "de_DE", email } }));
  await world.clock.advance(hour);
  const url = unsubscribeUrl(await onlyMail(id));
  const asked = await shopper.open(url);
  assert.equal(asked.status, 200);
  assert.match(asked.html, /<html lang="de"/);
  assert.match(asked.html, /data-status="asked"/);
  assert.match((await shopper.open(url)).html, /data-status="asked"/, "looking changes nothing");
  const done = await shopper.submit(asked);
  assert.match(done.html, /data-status="stopped"/);
  assert.match((await shopper.open(url)).html, /data-status="stopped"/);
  const other = await place(remindable({ customer: { email: email.toUpperCase() } }));
  await world.clock.advance(2 * day);
  assert.equal((await subjectsOf(id)).length, 1);
  assert.deepEqual(await subjectsOf(other.id), []);
  const kept = JSON.stringify(await world.sql("select * from mail_stop"));
  assert.ok(!kept.toLowerCase().includes(email.split("@")[0] ?? ""), "the address is not kept");
});

for (const [name, type, body] of [
  ["a form", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
  [
    "a multipart form",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
  ],
] as const) {
  test(`one click in the mail program stops the reminders, with ${name}`, async () => {
    const { id } = await place(remindable());
    await world.clock.advance(hour);
    const mail = await onlyMail(id);
    assert.equal(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    for (let time = 1; time <= 2; time += 1) {
      const response = await fetch(unsubscribeUrl(mail), {
        method: "POST",
        headers: { "content-type": type },
        body,
        redirect: "error",
      });
      assert.equal(response.status, 200);
      assert.match(await response.text(), /data-status="stopped"/);
    }
    await world.clock.advance(2 * day);
    assert.equal((await subjectsOf(id)).length, 1);
  });
}

test("a guessed word stops nothing and tells nothing", async () => {
  const { id } = await place(remindable());
  await world.clock.advance(hour);
  const url = unsubscribeUrl(await onlyMail(id));
  const last = url.at(-1) === "0" ? "1" : "0";
  for (const guess of [
    `${url.slice(0, -1)}${last}`,
    url.slice(0, -1),
    `${url}0`,
    url.slice(0, -64),
    `${url}/x`,
  ]) {
    for (const method of ["GET", "POST"]) {
      const response = await fetch(guess, { method });
      assert.equal(response.status, 404, guess);
      assert.doesNotMatch(await response.text(), /Demo shop/);
    }
  }
  await world.clock.advance(2 * day);
  assert.equal((await subjectsOf(id)).length, 2);
});

test("what a shop sends cannot break a mail", async () => {
  await world.sql("update site set name = $1", [
    'Evil\u202E\r\nBcc: b@example.com <script>alert(1)</script>"@, ünï',
  ]);
  try {
    const order = `x\u202Ey" <i>é&`;
    const { id } = await place(
      remindable({
        order_id: order.replace("\u202E", ""),
        description: 'a\u202Eb & "c" \r\nBcc: d@example.com < é',
      }),
    );
    await world.clock.advance(hour);
    const mail = await onlyMail(id);
    assert.equal(mail.recipients.length, 1);
    assert.equal(mail.header("bcc"), null);
    assert.doesNotMatch(mail.html, /<script|<i>/);
    for (const part of [mail.text, mail.html, mail.subject, mail.from])
      assert.doesNotMatch(part, /[\u202A-\u202E]/u);
    assert.doesNotMatch(mail.subject + mail.from, /[\r\n]/);
    assert.equal(mail.header("x-order-id"), id);
  } finally {
    await world.sql("update site set name = 'Demo shop'");
  }
});

test("a name of ten thousand letters is cut in the subject", async () => {
  await world.sql("update site set name = $1", ["N".repeat(10_000)]);
  try {
    const { id } = await place(remindable());
    await world.clock.advance(hour);
    const mail = await onlyMail(id);
    assert.ok(mail.subject.length < 200);
    assert.ok(mail.html.length < 20_000);
  } finally {
    await world.sql("update site set name = 'Demo shop'");
  }
});

test("no address stands in the log", () => {
  assert.doesNotMatch(world.gatewayLog(), /@example\.com/i);
});
