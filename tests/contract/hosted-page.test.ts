import assert from "node:assert/strict";
import { test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { type ChallengeChoice, isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import type { Page } from "../support/forms.ts";
import { attributeOf, findForms, linksOf, textOf } from "../support/markup.ts";
import { cards, type OrderBody } from "../support/orders.ts";
import { type Ordered, startShopping } from "./shopping.ts";

// Goal: the payment page as a client without script meets it. Contract: pages.md, cards-3ds.md §6, notifications.md §7.

const { world, shop, shopper, order, authenticate } = await startShopping({
  customer: { locale: "nl_NL" },
});
const { api } = world;

interface Opened extends Ordered {
  readonly form: Page;
}

async function open(members: OrderBody = {}): Promise<Opened> {
  const ordered = await order(members);
  return { ...ordered, form: await shopper.open(ordered.paymentUrl) };
}

const pay = async (opened: Opened, choice: ChallengeChoice, number: string = cards.visa): Promise<Page> =>
  await authenticate(await submitCard(shopper, opened.form, { number }), choice);

for (const [choice, status, isPaid] of [
  ["Y", "completed", true],
  ["A", "completed", true],
  ["N", "declined", false],
  ["R", "declined", false],
  ["cancel", "declined", false],
] as const) {
  test(`a card whose issuer is answered ${choice} ends ${status} and leads back to the shop`, async () => {
    const opened = await open();
    const end = await pay(opened, choice);
    const target = isPaid ? `${shop.url}/ok?transactionid=` : `${shop.url}/no?transactionid=`;
    assert.equal(end.leftFor, `${target}${opened.orderId}`);
    assert.equal(await statusesOf(api, opened.orderId), `${status}/${status}`);
    await shop.receives(`/n/${opened.orderId}`, 1);
  });
}

test("the shopper of an order in review is sent on as one who has paid, and never hears of it", async () => {
  const opened = await open();
  const end = await pay(opened, "Y", cards.visaUnclearedThenCompleted);
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${opened.orderId}`);
  assert.equal(await statusesOf(api, opened.orderId), "uncleared/uncleared");
});

test("without a return address the result stands on a page of ours, in the shopper's language", async () => {
  for (const [number, shown] of [
    [cards.visa, "completed"],
    [cards.visaUnclearedThenVoid, "pending"],
    [cards.visaInsufficientFunds, "declined"],
  ] as const) {
    const end = await pay(await open({ payment_options: {} }), "Y", number);
    assert.equal(end.leftFor, null);
    assert.equal(attributeOf(end.html, "main", "data-status"), shown);
    assert.equal(end.html.includes("uncleared"), false);
    assert.match(attributeOf(end.html, "html", "lang") ?? "", /^nl/);
  }
});

test("a window that shall be closed says so and links to the shop", async () => {
  const opened = await open({
    payment_options: { close_window: true, redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` },
  });
  const end = await pay(opened, "Y");
  assert.equal(end.leftFor, null);
  assert.equal(attributeOf(end.html, "main", "data-status"), "completed");
  assert.ok(linksOf(end.html).includes(`${shop.url}/ok?transactionid=${opened.orderId}`));
});

test("the shopper may cancel on the page: the shop hears of a session, and the browser goes back", async () => {
  const opened = await open();
  const cancelForm = findForms(opened.form.html).find((form) => form.action.includes("cancel"));
  assert.ok(cancelForm);
  const end = await shopper.post(new URL(cancelForm.action, opened.form.url).href, {});
  assert.equal(end.leftFor, `${shop.url}/no?transactionid=${opened.orderId}`);
  assert.equal(await statusesOf(api, opened.orderId), "cancelled/cancelled");
  const [call] = await shop.receives(`/n/${opened.orderId}`, 1);
  assert.equal(call?.query.get("payload_type"), "pretransaction");
});

for (const [name, card] of [
  ["a number that fails Luhn", { number: "4111111111111112" }],
  ["a number that is none", { number: "hello" }],
  ["an empty number", { number: "" }],
  ["a month that does not exist", { expiry: "13/30" }],
  ["an empty expiry", { expiry: "" }],
  ["a CVC of two digits", { cvc: "12" }],
  ["an empty CVC", { cvc: "" }],
] as const) {
  test(`${name} brings the page again with the reason, without number and CVC, and pays nothing`, async () => {
    const opened = await open();
    const again = await submitCard(shopper, opened.form, card);
    assert.equal(again.leftFor, null);
    assert.ok(again.status < 500);
    const fields = findForms(again.html).flatMap((form) => form.fields);
    for (const autocomplete of ["cc-number", "cc-csc"]) {
      assert.equal(fields.find((field) => field.autocomplete === autocomplete)?.value, "", autocomplete);
    }
    assert.match(again.html, /aria-invalid="true"/);
    assert.equal(again.html.includes(cards.visa), false);
    assert.equal(await statusesOf(api, opened.orderId), "initialized/initialized");
    const end = await pay({ ...opened, form: again }, "Y");
    assert.ok(end.leftFor?.includes("/ok"));
  });
}

for (const expiry of ["12/30", "1230", "12 / 2030", "12/2030"]) {
  test(`the expiry may be typed as ${expiry}`, async () => {
    const opened = await open();
    const next = await reachChallenge(shopper, await submitCard(shopper, opened.form, { expiry }));
    assert.ok(isChallenge(next));
    const order = assertAccepted(await readOrder(api, opened.orderId));
    assert.equal(order["status"], "initialized");
  });
}

for (const [lang, language, word] of [
  ["en_US", "en", "Card number"],
  ["nl_NL", "nl", "Kaartnummer"],
  ["de_DE", "de", "Kartennummer"],
] as const) {
  test(`?lang=${lang} wins over the order's locale`, async () => {
    const { paymentUrl } = await open();
    const page = await shopper.open(paymentUrl.replace(/lang=\w+/, `lang=${lang}`));
    assert.match(attributeOf(page.html, "html", "lang") ?? "", new RegExp(`^${language}`));
    assert.ok(textOf(page.html).includes(word), textOf(page.html).slice(0, 500));
  });
}

test("a page of no payment follows its address, else the browser", async () => {
  const languageOf = async (path: string): Promise<string | null> => {
    const response = await fetch(`${world.gatewayUrl}${path}`, {
      headers: { "accept-language": "ru,fi;q=0.9" },
    });
    return attributeOf(await response.text(), "html", "lang");
  };
  const unknown = `/connect/${"D".repeat(35)}/`;
  assert.equal(await languageOf(unknown), "fi");
  assert.equal(await languageOf(`${unknown}?lang=nl_NL`), "nl");
  assert.equal(await languageOf("/unsubscribe/nothing"), "fi");
});

test("a link that was used leads to no second payment", async () => {
  const before = await world.controls.books();
  const opened = await open();
  await pay(opened, "Y");
  const again = await shopper.open(opened.paymentUrl);
  assert.ok(again.leftFor !== null || again.status === 410 || again.status === 404, String(again.status));
  const posted = await submitCard(shopper, opened.form);
  assert.ok(posted.status < 500);
  assert.equal((await world.controls.books()).entries.length - before.entries.length, 1);
});

test("the link of a payment that was not made does not tell of one", async () => {
  const cancelled = await open();
  const cancelForm = findForms(cancelled.form.html).find((form) => form.action.includes("cancel"));
  assert.ok(cancelForm !== undefined);
  await shopper.post(new URL(cancelForm.action, cancelled.form.url).href, {});
  const gone = await shopper.open(cancelled.paymentUrl);
  assert.equal(gone.status, 410);
  assert.match(textOf(gone.html), /Deze betaling is niet gedaan/);
});

for (const token of ["x".repeat(35), "short", "../../etc/passwd", "%00", "A".repeat(500)]) {
  test(`an unknown link ${token.slice(0, 20)} says so`, async () => {
    const page = await shopper.open(`${world.gatewayUrl}/connect/${encodeURIComponent(token)}/?lang=nl_NL`);
    assert.ok(page.status === 404 || page.status === 410, String(page.status));
  });
}

test("text of the shop appears escaped", async () => {
  const { form } = await open({ description: "Tea & \"cake\" <3 'x'" });
  assert.equal(form.html.includes("<3"), false);
  assert.ok(textOf(form.html).includes('Tea & "cake"'), textOf(form.html));
});

test("pages carry a strict content security policy and are not stored", async () => {
  const { form } = await open();
  const policy = form.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.match(form.headers.get("cache-control") ?? "", /no-store/);
  assert.doesNotMatch(form.html, /\son\w+=|<script>|style="/);
});

test("two card forms sent together charge once", async () => {
  const before = await world.controls.books();
  await world.controls.policy("frictionless");
  try {
    const opened = await open();
    const ends = await Promise.all(Array.from({ length: 5 }, () => submitCard(shopper, opened.form)));
    for (const end of ends) {
      const last = await reachChallenge(shopper, end);
      assert.ok(last.status < 500);
    }
    assert.equal(await statusesOf(api, opened.orderId), "completed/completed");
    assert.equal((await world.controls.books()).entries.length - before.entries.length, 1);
  } finally {
    await world.controls.policy("challenge");
  }
});
