import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { listAt, objectAt, textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";
import { overflow, payButton, seriousBarriers, watch } from "./watched-page.ts";

// Goal: the card form helps who types, pastes and corrects, and keeps nothing of the card. With the page's script.

const world = await startWorld({ threeDS: "frictionless" });
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const { api } = world;

const fields = {
  number: "#card_number",
  expiry: "#card_expiry",
  cvc: "#card_cvc",
  holder: "#card_holder_name",
};

async function openForm(members: Record<string, unknown> = {}): Promise<Page> {
  const created = assertAccepted(
    await api("POST", "/orders", redirectOrder({ gateway: "CREDITCARD", ...members })),
  );
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(textAt(created["payment_url"]));
  return page;
}

const caretOf = (page: Page, selector: string): Promise<number | null> =>
  page.$eval(selector, (input) => (input instanceof HTMLInputElement ? input.selectionStart : null));

const placeCaret = (page: Page, selector: string, at: number): Promise<void> =>
  page.$eval(
    selector,
    (input, place) => {
      if (!(input instanceof HTMLInputElement)) return;
      input.focus();
      input.setSelectionRange(place, place);
    },
    at,
  );

/** Puts a text in as a paste does: at once, in the place of what is marked. */
async function paste(page: Page, selector: string, text: string): Promise<void> {
  await page.focus(selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

const errorOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(`${selector}-error`).allInnerTexts()).join(" ");

test("numbers are grouped as they are on the card, four by four or as American Express does", async () => {
  const page = await openForm();
  for (const [number, shown] of [
    [cards.visa, "4111 1111 1111 1111"],
    [cards.amex, "3745 000000 00015"],
    [cards.maestro, "6799 9900 0000 0000 011"],
  ] as const) {
    await page.fill(fields.number, "");
    await page.type(fields.number, number);
    assert.equal(await page.inputValue(fields.number), shown);
    assert.equal(await caretOf(page, fields.number), shown.length);
  }
});

test("a number and an expiry may be pasted in any shape", async () => {
  const page = await openForm();
  for (const text of [
    "4111111111111111",
    " 4111-1111-1111-1111 ",
    "4111.1111.1111.1111",
    "４１１１ １１１１ １１１１ １１１１",
    "٤١١١١١١١١١١١١١١١",
  ]) {
    await paste(page, fields.number, text);
    assert.equal(await page.inputValue(fields.number), "4111 1111 1111 1111", text);
  }
  for (const text of ["12/30", "1230", "12 2030", "12/2030", "12-30", " 12 / 30", "１２／３０"]) {
    await paste(page, fields.expiry, text);
    assert.match(await page.inputValue(fields.expiry), /^12 \/ (20)?30$/, text);
  }
  for (const text of ["1/30", "1 / 30", "1 30", "01/30"]) {
    await paste(page, fields.expiry, text);
    assert.equal(await page.inputValue(fields.expiry), "01 / 30", text);
  }
});

test("an expiry is typed without thinking of its shape, and can be taken back key by key", async () => {
  const page = await openForm();
  for (const [keys, shown] of [
    ["1230", "12 / 30"],
    ["12/30", "12 / 30"],
    ["530", "05 / 30"],
    ["1/30", "01 / 30"],
  ] as const) {
    await page.fill(fields.expiry, "");
    await page.type(fields.expiry, keys);
    assert.equal(await page.inputValue(fields.expiry), shown, keys);
  }
  for (let press = 0; press < 8; press += 1) await page.keyboard.press("Backspace");
  assert.equal(await page.inputValue(fields.expiry), "");
});

test("the caret stays where the shopper corrects a number", async () => {
  const page = await openForm();
  const shown = (): Promise<string> => page.inputValue(fields.number);
  await page.type(fields.number, "411111111111111");
  await placeCaret(page, fields.number, 6);
  await page.keyboard.type("2");
  assert.equal(await shown(), "4111 1211 1111 1111");
  assert.equal(await caretOf(page, fields.number), 7);
  await page.keyboard.press("Backspace");
  assert.equal(await shown(), "4111 1111 1111 111");
  assert.equal(await caretOf(page, fields.number), 6);
  // Over the space: backwards it is stepped over, forwards as well.
  await placeCaret(page, fields.number, 5);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  assert.equal(await shown(), "4111 1111 1111 11");
  assert.equal(await caretOf(page, fields.number), 3);
  await page.fill(fields.number, "4111 2345");
  await placeCaret(page, fields.number, 4);
  await page.keyboard.press("Delete");
  await page.keyboard.press("Delete");
  assert.equal(await shown(), "4111 345");
});

test("the brand is shown as soon as the first digits tell it, with the place of its security code", async () => {
  const page = await openForm();
  const lit = (): Promise<readonly string[]> =>
    page.$$eval(".brands li:not(.is-other)", (items) =>
      items.map((item) => item.getAttribute("data-brand") ?? ""),
    );
  assert.equal((await lit()).length, 4);
  for (const [digits, brand, hint] of [
    ["4", "VISA", "3 digits on the back"],
    ["51", "MASTERCARD", "3 digits on the back"],
    ["37", "AMEX", "4 digits on the front"],
    ["6759", "MAESTRO", "3 digits on the back"],
  ] as const) {
    await page.fill(fields.number, "");
    await page.type(fields.number, digits);
    assert.deepEqual(await lit(), [brand]);
    assert.equal((await page.locator("#card_cvc-hint").innerText()).trim(), hint);
    assert.equal(await page.locator("#card_cvc-hint svg:visible").count(), 1);
  }
});

test("a mistake is told when its field is left, not while it is typed, and goes when it is mended", async () => {
  const page = await openForm();
  const watched = watch(page, [world.gatewayUrl]);
  await page.type(fields.number, "4111");
  assert.equal(await errorOf(page, fields.number), "");
  await page.keyboard.press("Tab");
  assert.match(await errorOf(page, fields.number), /not complete/);
  assert.equal(await page.getAttribute(fields.number, "aria-describedby"), "card_number-error");
  assert.equal(await page.getAttribute("#card_number-error", "role"), "alert");
  await page.type(fields.number, "1");
  assert.equal(await errorOf(page, fields.number), "");
  assert.equal(await page.getAttribute(fields.number, "aria-describedby"), null);
  for (const [field, text, sentence] of [
    [fields.number, "4111111111111112", /not correct/],
    [fields.number, "9999999999999995", /not accepted/],
    [fields.expiry, "1330", /Enter the month and year/],
    [fields.expiry, "0120", /has expired/],
    [fields.cvc, "12", /3 digits/],
  ] as const) {
    await page.fill(field, text);
    await page.focus(fields.holder);
    assert.match(await errorOf(page, field), sentence, text);
  }
  assert.equal(await page.getAttribute(fields.cvc, "aria-describedby"), "card_cvc-hint card_cvc-error");
  await page.focus(fields.expiry);
  await page.fill(fields.expiry, "");
  await page.focus(fields.holder);
  assert.doesNotMatch(
    await errorOf(page, fields.expiry),
    /Enter the expiry/,
    "an empty field is told at the end",
  );
  assert.deepEqual(watched.complaints(), []);
});

test("a card of two brands is asked for its brand while it is typed, others are not", async () => {
  const orderId = newOrderId();
  const page = await openForm({ order_id: orderId, customer: { locale: "fr_FR" } });
  const choice = page.locator("fieldset[data-cobrand]");
  assert.equal(await choice.isVisible(), false);
  await page.type(fields.number, "4111");
  assert.equal(await choice.isVisible(), false);
  await typeCard(page, { number: cards.visaNotEnrolled });
  assert.equal(await choice.isVisible(), true);
  assert.equal(await page.isChecked("#card_brand-CARTES_BANCAIRES"), true);
  assert.deepEqual(await seriousBarriers(page), []);
  await page.check("#card_brand-VISA");
  await page.click(payButton);
  await page.waitForSelector("main[data-status=completed]");
  const [method] = listAt(assertAccepted(await api("GET", `/orders/${orderId}`)), "payment_methods");
  assert.equal(objectAt(method)["payment_description"], "Visa");
});

test("number and code are gone when the shopper comes back, and the button works again", async () => {
  const page = await openForm();
  await typeCard(page);
  await page.evaluate(() => {
    document.querySelector("[data-card-form]")?.toggleAttribute("inert", true);
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  const values = async (): Promise<readonly string[]> =>
    await Promise.all([page.inputValue(fields.number), page.inputValue(fields.cvc)]);
  assert.deepEqual(await values(), ["", ""]);
  assert.equal(await page.inputValue(fields.holder), "Sam Sample");
  await typeCard(page);
  await page.click("nav.languages summary");
  await page.click("nav.languages >> text=Nederlands");
  await page.waitForSelector("html[lang^=nl]");
  await page.goBack();
  await page.waitForSelector("html[lang^=en]");
  assert.deepEqual(await values(), ["", ""]);
  await typeCard(page);
  await page.click(payButton);
  await page.waitForSelector("main[data-status=completed]");
});

test("a saved card is paid with by one press, however often it is pressed", async () => {
  const reference = newReference();
  await leaveCard(api, { reference });
  const orderId = newOrderId();
  const amount = 5_432;
  const customer = { locale: "en_US", reference };
  const page = await openForm({ order_id: orderId, amount, gateway: "", customer });
  assert.deepEqual(await seriousBarriers(page), []);
  assert.equal(await overflow(page), 0);
  await page.dblclick("button[name=saved_card]");
  await page.waitForSelector("main[data-status=completed]");
  await eventually("the order is paid", async () =>
    (await statusesOf(api, orderId)) === "completed/completed" ? true : null,
  );
  const { entries } = await world.controls.books();
  assert.equal(entries.filter(({ amountMinor }) => amountMinor === amount).length, 1);
});

test("the card page with all that it loads stays within 60 kB", async () => {
  const reference = newReference();
  await leaveCard(api, { reference });
  for (const locale of ["fr_FR", "zh_CN"]) {
    const created = assertAccepted(
      await api(
        "POST",
        "/orders",
        redirectOrder({ gateway: "", customer: { locale, country: "FR", reference } }),
      ),
    );
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => sizes.push(response.body().then((body) => body.byteLength)));
    await page.goto(textAt(created["payment_url"]), { waitUntil: "networkidle" });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    assert.ok(total > 20_000 && total <= 60_000, `${locale}: ${total} bytes`);
  }
});
