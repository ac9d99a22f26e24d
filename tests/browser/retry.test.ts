import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { type PageOptions, startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { leadOn, overflow, payButton, pressOn, seriousBarriers, type Watch, watch } from "./watched-page.ts";

// Goal: a shopper whose payment was declined finds the way on, however he goes about it, and pays once.
// Contract: orders.md §9, pages.md.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const { api, controls } = world;
const retryButton = "form[action*='/retry'] button[type=submit]";

interface Started {
  readonly orderId: string;
  readonly url: string;
  readonly page: Page;
  readonly watched: Watch;
}

async function openLink(options: PageOptions = {}): Promise<Started> {
  const orderId = newOrderId("link");
  const members = { type: "paymentlink", gateway: "VISA", gateway_info: { flexible_3d: false } };
  const created = await api("POST", "/orders", redirectOrder({ order_id: orderId, ...members }));
  const url = textAt(assertAccepted(created)["payment_url"]);
  const page = await browser.newPage(options);
  const watched = watch(page, [world.gatewayUrl]);
  await page.goto(url);
  return { orderId, url, page, watched };
}

async function pay(page: Page, number: string): Promise<void> {
  await typeCard(page, { number });
  await page.click(payButton);
}

async function decline(page: Page): Promise<void> {
  await pay(page, cards.visaInsufficientFunds);
  await page.waitForSelector("main[data-status=declined]");
}

async function assertPaidOnce({ orderId }: Started, page: Page, before: number): Promise<void> {
  await page.waitForSelector("main[data-status=completed]");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const { entries } = await controls.books();
  assert.equal(entries.slice(before).filter((entry) => entry.isApproved).length, 1);
}

const entriesCount = async (): Promise<number> => (await controls.books()).entries.length;

for (const javaScriptEnabled of [true, false]) {
  test(`declined, tried again, paid, ${javaScriptEnabled ? "with" : "without"} script, on a narrow screen`, async () => {
    const started = await openLink({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
    const { page, url, watched } = started;
    const before = await entriesCount();
    await decline(page);
    assert.equal(await overflow(page), 0);
    if (javaScriptEnabled) assert.deepEqual(await seriousBarriers(page), []);
    await page.focus(retryButton);
    await leadOn(page, () => page.keyboard.press("Enter"));
    assert.equal(page.url(), url);
    await pay(page, cards.visa);
    await assertPaidOnce(started, page, before);
    assert.deepEqual(watched.complaints(), []);
  });
}

test("two tabs, a double click, the back button and another device all end at one payment", async () => {
  const started = await openLink();
  const { page, url } = started;
  const before = await entriesCount();
  await decline(page);
  const tab = await page.context().newPage();
  const device = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await Promise.all([tab.goto(url), device.goto(url)]);

  await page.dblclick(retryButton);
  await page.waitForSelector(payButton);
  // The other tab shows what was, and its button leads to what is.
  await pressOn(tab, retryButton);
  await tab.waitForSelector(payButton);
  await page.goBack();
  await page.reload();
  await page.waitForSelector(payButton);

  await pay(tab, cards.visa);
  await assertPaidOnce(started, tab, before);
  await pressOn(device, retryButton);
  assert.equal(await device.locator(retryButton).count(), 0);
  await leadOn(page, () => pay(page, cards.visaSecond));
  await assertPaidOnce(started, tab, before);
});

test("the QR code of a link is dark on white also in the dark, fits a phone, and stands alone on paper", async () => {
  const { page, url, watched } = await openLink({ viewport: { width: 320, height: 640 } });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(url.replace("/?", "/qr?"));
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await seriousBarriers(page), []);
  const colours = await page.evaluate(
    `[".qr-code rect", ".qr-code path"].map((part) => getComputedStyle(document.querySelector(part)).fill)`,
  );
  assert.deepEqual(colours, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.isVisible(".languages"), false);
  assert.equal(await page.isVisible(".qr-code svg"), true);
  assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
  assert.deepEqual(watched.complaints(), []);
});

test("the image of the code shows on the page of another site", async () => {
  const { page, url } = await openLink();
  await page.setContent(`<img src="${url.replace("/?", "/qr.svg?")}" width="200" height="200">`);
  await page.waitForFunction("document.images[0].complete");
  assert.ok(Number(await page.evaluate("document.images[0].naturalWidth")) > 0);
});
