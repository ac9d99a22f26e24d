import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard, type TypedCard } from "../support/card-form.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { overflow, payButton, pressOn, seriousBarriers, watch } from "./watched-page.ts";

// Goal: the card form is usable by everybody: mistakes told beside their field with and without script, by keyboard, on
// a narrow screen, in the shopper's language.

const world = await startWorld({ threeDS: "frictionless" });
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api } = world;
const origins = [world.gatewayUrl, world.simulatorUrl, shop.url];

async function paymentUrl(members: Record<string, unknown> = {}): Promise<string> {
  const options = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const created = await api("POST", "/orders", redirectOrder({ payment_options: options, ...members }));
  return textAt(assertAccepted(created)["payment_url"]);
}

interface Mistake {
  readonly name: string;
  readonly card: TypedCard;
  readonly field: "cc-number" | "cc-exp" | "cc-csc" | "cc-name";
  readonly sentence: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    name: "a wrong digit",
    card: { number: "4111111111111112" },
    field: "cc-number",
    sentence: /not correct/,
  },
  { name: "no number", card: { number: "" }, field: "cc-number", sentence: /Enter your card number/ },
  {
    name: "a month that does not exist",
    card: { expiry: "13/30" },
    field: "cc-exp",
    sentence: /Enter the month and year/,
  },
  { name: "no expiry", card: { expiry: "" }, field: "cc-exp", sentence: /Enter the expiry date/ },
  { name: "a card that has expired", card: { expiry: "01/20" }, field: "cc-exp", sentence: /expired/ },
  { name: "a short security code", card: { cvc: "12" }, field: "cc-csc", sentence: /3 digits/ },
  { name: "no security code", card: { cvc: "" }, field: "cc-csc", sentence: /Enter the security code/ },
  { name: "no name", card: { holder: "" }, field: "cc-name", sentence: /Enter the name/ },
];

/** What a reader of the screen is told about a field beside its label. */
async function describedAs(page: Page, autocomplete: string): Promise<string> {
  const ids = (await page.locator(`[autocomplete=${autocomplete}]`).getAttribute("aria-describedby")) ?? "";
  const texts = await Promise.all(
    ids.split(" ").map(async (id) => (await page.locator(`[id="${id}"]`).allInnerTexts()).join(" ")),
  );
  return texts.join(" ");
}

for (const javaScriptEnabled of [true, false]) {
  test(`each mistake is told beside its field, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
    const page = await browser.newPage({ javaScriptEnabled });
    const watched = watch(page, origins);
    for (const { name, card, field, sentence } of mistakes) {
      await page.goto(await paymentUrl());
      await typeCard(page, card);
      if (javaScriptEnabled) await page.click(payButton);
      else await pressOn(page, payButton);
      await page.waitForSelector(`[autocomplete=${field}][aria-invalid=true]`);
      assert.match(await describedAs(page, field), sentence, name);
      assert.equal(await page.locator("[aria-invalid=true]").count(), 1, name);
    }
    assert.deepEqual(watched.complaints(), []);
  });
}

test("a form that the server refuses comes back without number and code, with the rest", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(await paymentUrl());
  await typeCard(page, { expiry: "01/20", holder: "Zoë Sample" });
  await pressOn(page, payButton);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 1);
  assert.equal(await page.inputValue("[autocomplete=cc-number]"), "");
  assert.equal(await page.inputValue("[autocomplete=cc-csc]"), "");
  assert.equal(await page.inputValue("[autocomplete=cc-name]"), "Zoë Sample");
  assert.equal((await page.content()).includes(cards.visa), false);
  await typeCard(page);
  await pressOn(page, payButton);
  for (let step = 0; step < 3 && !page.url().startsWith(shop.url); step += 1) {
    await pressOn(page, "main form button[type=submit]");
  }
  await page.waitForURL(`${shop.url}/ok?**`);
});

test("a frictionless issuer asks the shopper nothing", async () => {
  const orderId = newOrderId();
  const page = await browser.newPage();
  const watched = watch(page, origins);
  await page.goto(await paymentUrl({ order_id: orderId }));
  await typeCard(page);
  await page.click(payButton);
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(watched.complaints(), []);
});

test("pays with the keyboard alone", async () => {
  const orderId = newOrderId();
  const page = await browser.newPage();
  await page.goto(await paymentUrl({ order_id: orderId }));
  const typed: Readonly<Record<string, string>> = {
    "cc-number": cards.amex,
    "cc-exp": "1230",
    "cc-csc": "1234",
    "cc-name": "Sam Sample",
  };
  const filled = new Set<string>();
  const stopsAtMost = 20;
  for (let stop = 0; stop < stopsAtMost && filled.size < Object.keys(typed).length; stop += 1) {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("autocomplete") ?? "");
    const text = typed[focused];
    if (text !== undefined && !filled.has(focused)) {
      await page.keyboard.type(text);
      filled.add(focused);
    }
    await page.keyboard.press("Tab");
  }
  assert.equal(filled.size, 4, [...filled].join(" "));
  const visibleFocus = await page.evaluate(() => {
    const style = document.activeElement === null ? null : getComputedStyle(document.activeElement);
    return style === null ? "" : `${style.outlineStyle} ${style.boxShadow}`;
  });
  assert.doesNotMatch(visibleFocus, /^none none$/, "what has the focus can be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("nothing is wider than a window of 320 pixels, with long words and with mistakes", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(
    await paymentUrl({ description: "Donaudampfschifffahrtsgesellschaftskapitänsmütze".repeat(4) }),
  );
  assert.equal(await overflow(page), 0);
  await page.click(payButton);
  await page.waitForSelector("[aria-invalid=true]");
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await seriousBarriers(page), []);
});

test("the page speaks the language of the order, and another one on request", async () => {
  const page = await browser.newPage({ locale: "en-US" });
  const expected = {
    nl_NL: "Betalen met kaart",
    de_DE: /karte/i,
    en_US: "Pay by card",
    fr_BE: "Payer par carte",
    pl_PL: "Płatność kartą",
    ru_RU: "Pay by card",
  };
  for (const [locale, heading] of Object.entries(expected)) {
    await page.goto(await paymentUrl({ customer: { locale } }));
    assert.match(await page.innerText("h1"), new RegExp(heading), locale);
  }
  const url = new URL(await paymentUrl({ customer: { locale: "nl_NL" } }));
  url.searchParams.set("lang", "de_DE");
  await page.goto(url.href);
  assert.equal((await page.getAttribute("html", "lang"))?.startsWith("de"), true);
  await page.click("nav.languages summary");
  await page.click("nav.languages >> text=English");
  await page.waitForSelector("html[lang^=en]");
  await page.click(payButton);
  await page.waitForSelector("text=Enter your card number");
});

test("the language of the page goes on through its errors", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const url = new URL(await paymentUrl({ customer: { locale: "en_US" } }));
  url.searchParams.set("lang", "nl_NL");
  await page.goto(url.href);
  await page.click(payButton);
  await page.waitForSelector("html[lang^=nl] >> text=Vul uw kaartnummer in");
});

test("pressing twice charges once", async () => {
  const orderId = newOrderId();
  const amount = 5_432;
  const page = await browser.newPage();
  await page.goto(await paymentUrl({ order_id: orderId, amount }));
  await typeCard(page);
  await page.dblclick(payButton);
  await page.waitForURL(`${shop.url}/ok?**`);
  await eventually("the order is paid", async () =>
    (await statusesOf(api, orderId)) === "completed/completed" ? true : null,
  );
  const { entries } = await world.controls.books();
  assert.equal(entries.filter(({ amountMinor }) => amountMinor === amount).length, 1);
});
