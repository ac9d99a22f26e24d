import assert from "node:assert/strict";
import { test } from "node:test";
import type { Site } from "#domain/merchant/site.ts";
import { minor } from "#domain/money.ts";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import { instant } from "#domain/time.ts";
import type { WrittenMail } from "#app/mail-writer.ts";
import { catalogues } from "../pages/texts/language.ts";
import { sentencesOf } from "../pages/texts/sentences-fixture.ts";
import { html } from "../pages/views/html.ts";
import { createMailWriter } from "./mail-writer.ts";

// Goal: mails say all they have to in each language, and nothing that a shop sent becomes markup, a header or an
// order of letters.

const writer = createMailWriter("https://pay.example");
const at = instant(1_790_000_000_000);

const order = (locale: string, description = "Two tickets"): Order =>
  ({
    orderId: "order-1",
    sessionToken: "s".repeat(35),
    money: { amount: minor(123_456n), currency: "EUR" },
    coupons: [],
    details: { locale, description },
  }) as unknown as Order;

const site = (name: string): Site => ({ name }) as unknown as Site;

const write = (locale: string, shop = "Example", description?: string): readonly WrittenMail[] => {
  const common = { order: order(locale, description), site: site(shop) };
  const attempt = { kind: "sale", card: { brand: "VISA", last4: "1111" } } as unknown as Attempt;
  const reminder = { ...common, payBefore: at, unsubscribeUrl: "https://pay.example/unsubscribe/abc" };
  return [
    writer.reminder({ ...reminder, kind: "first-reminder" }),
    writer.reminder({ ...reminder, kind: "second-reminder" }),
    writer.receipt({ ...common, attempt, paidAt: at }),
  ];
};

for (const [language, { defaultLocale, htmlLang, mail }] of Object.entries(catalogues)) {
  test(`every sentence of the mails in "${language}" is said, in the text or the HTML`, () => {
    const { unsubscribe: _page, ...catalogue } = mail;
    const mails = write(defaultLocale, "Example");
    const texts = mails.map(({ subject, text }) => `${subject}\n${text}`).join("\n");
    const documents = mails.map((written) => written.html).join("\n");
    assert.deepEqual(
      sentencesOf(catalogue, "Example").filter(
        (sentence) => !texts.includes(sentence) && !documents.includes(html`${sentence}`),
      ),
      [],
    );
    for (const { html: document, subject } of mails) {
      assert.match(document, new RegExp(`^<!doctype html>\\s*<html lang="${htmlLang}"`));
      assert.ok(subject.length <= 78, subject);
    }
  });
}

const hostile = `A\u202E"<script>alert(1)</script>\r\nBcc: x@example.com\u0000 'b' & =c`;

test("what a shop sent is text in every part", () => {
  for (const { subject, fromName, text, html: document } of write("en_US", hostile, hostile)) {
    assert.doesNotMatch(subject + fromName, /\p{Cc}|\p{Bidi_Control}/u);
    assert.doesNotMatch(text, /[\p{Bidi_Control}\r\0]/u);
    assert.doesNotMatch(document, /<script|[\p{Bidi_Control}\r\0]/u);
  }
});

test("a name in another direction does not reorder our words", () => {
  const [first] = write("en_US", "مقهى");
  assert.ok(first);
  assert.ok(first.text.includes("\u2068مقهى\u2069"));
  assert.ok(!first.subject.includes("\u2068"));
});

test("a long name is cut where a list of mails shows it", () => {
  for (const { subject, fromName, html: document } of write("en_US", "é".repeat(10_000))) {
    assert.equal([...fromName].length, 60);
    assert.ok([...subject].length < 120);
    assert.ok(document.length < 15_000);
  }
});

test("a mail of any kind loads nothing", () => {
  for (const { html: document } of write("nl_NL")) {
    assert.doesNotMatch(document, /<(?:img|link|script|iframe|table|form)\b|\bsrc=|url\(|@import/i);
  }
});
