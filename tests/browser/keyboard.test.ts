import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { answerIssuer, leadOn } from "./watched-page.ts";

// Goal: every page can be used with the keyboard alone: all that can be pressed is reached, in the order in which it is read,
// what has the focus can be seen, and Enter does what is written on it.

const world = await startWorld();
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api } = world;

async function order(members: Record<string, unknown> = {}): Promise<{ orderId: string; url: string }> {
  const orderId = newOrderId();
  const payment_options = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const customer = { locale: "en_US", country: "NL" };
  const body = redirectOrder({ order_id: orderId, payment_options, customer, ...members });
  return { orderId, url: textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]) };
}

interface Stop {
  /** Place among all elements of the page. */
  readonly place: number;
  readonly name: string;
  readonly isMarked: boolean;
}

/** What has the focus; null where nothing of the page has it. */
async function focused(page: Page): Promise<Stop | null> {
  return await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      place: [...document.querySelectorAll("*")].indexOf(element),
      name: element.textContent.trim() || (element.getAttribute("name") ?? ""),
      isMarked: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
    };
  });
}

const stopsAtMost = 60;

/** Every stop of the Tab key, from the start of the page to its end. */
async function allStops(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let count = 0; count < stopsAtMost; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error("the Tab key does not leave the page");
}

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < stopsAtMost; count += 1) {
    const stop = await focused(page);
    if (stop !== null && name.test(stop.name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${String(name)}`);
}

/** What a mouse could press. */
const pressable = async (page: Page): Promise<number> =>
  await page
    .locator("a[href], button, input:not([type=hidden]), select, summary")
    .filter({ visible: true })
    .count();

const pages = {
  "the card page": redirectOrder({ customer: { country: "NL" } }),
  "direct debit": redirectOrder({ gateway: "DIRDEB" }),
} as const;

for (const [name, body] of Object.entries(pages)) {
  test(`${name}: the Tab key stops at everything once, in the order of the page, and shows where`, async () => {
    const page = await browser.newPage();
    await page.goto(textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]));
    const stops = await allStops(page);
    const places = stops.map(({ place }) => place);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(places).size, await pressable(page));
    assert.deepEqual(
      stops.filter(({ isMarked }) => !isMarked),
      [],
    );
  });
}

test("Enter in a field sends the form; the first mistake has the focus, with and without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled });
    await page.goto((await order()).url);
    await page.focus("[autocomplete=cc-name]");
    await page.keyboard.type("Sam Sample");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[autocomplete=cc-number][aria-invalid=true]:focus");
  }
});

test("a card is typed, challenged and paid without a mouse", async () => {
  const { orderId, url } = await order();
  const page = await browser.newPage();
  await page.goto(url);
  await tabTo(page, /^card_number$/);
  await page.keyboard.type(cards.visa);
  await tabTo(page, /^card_expiry$/);
  await page.keyboard.type("1230");
  await tabTo(page, /^card_cvc$/);
  await page.keyboard.type("123");
  await tabTo(page, /^card_holder_name$/);
  await page.keyboard.type("Sam Sample");
  await page.keyboard.press("Enter");
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("another language, another method and its form are chosen without a mouse", async () => {
  const { url } = await order();
  const page = await browser.newPage();
  await page.goto(url);
  await tabTo(page, /^English$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Nederlands$/);
  await leadOn(page, () => page.keyboard.press("Enter"));
  await page.waitForSelector("html[lang=nl]");
  await tabTo(page, /SEPA/);
  await leadOn(page, () => page.keyboard.press("Enter"));
  await page.waitForSelector("[name=account_holder_iban]");
  await tabTo(page, /^account_holder_iban$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[lang=nl] [name=account_holder_iban][aria-invalid=true]");
});

test("a method of one click and the way back from its bank take the Enter key", async () => {
  const { orderId, url } = await order();
  const page = await browser.newPage();
  await page.goto(url);
  await tabTo(page, /iDEAL/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("select[name=scenario]");
  await page.goto(url);
  await tabTo(page, /^Cancel/);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
});
