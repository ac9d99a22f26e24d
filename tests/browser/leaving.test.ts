import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import {
  answerIssuer,
  cancelButton,
  issuerChoice,
  leadOn,
  payButton,
  type Watch,
  watch,
} from "./watched-page.ts";

// Goal: however a shopper leaves a payment, he arrives where the contract says, and coming back never pays again.
// Contract: notifications.md §7, pages.md.

const world = await startWorld();
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const origins = [world.gatewayUrl, world.simulatorUrl, shop.url];

interface Started {
  readonly orderId: string;
  readonly url: string;
  readonly page: Page;
  readonly watched: Watch;
}

async function startPayment(options: Record<string, unknown> = {}): Promise<Started> {
  const orderId = newOrderId();
  const payment_options = { redirect_url: `${shop.url}/ok?from=1`, cancel_url: `${shop.url}/no`, ...options };
  const created = await api("POST", "/orders", redirectOrder({ order_id: orderId, payment_options }));
  const url = textAt(assertAccepted(created)["payment_url"]);
  const page = await browser.newPage();
  const watched = watch(page, origins);
  await page.goto(url);
  return { orderId, url, page, watched };
}

async function pay(page: Page, number: string = cards.visa): Promise<void> {
  await typeCard(page, { number });
  await page.click(payButton);
}

const entriesCount = async (): Promise<number> => (await controls.books()).entries.length;

test("cancelled on the page: cancel_url, and the order is cancelled", async () => {
  const { orderId, page, watched } = await startPayment();
  await page.click(cancelButton);
  await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
  assert.deepEqual(watched.complaints(), []);
});

test("cancelled at the issuer: cancel_url, and the order is declined", async () => {
  const { orderId, page, watched } = await startPayment();
  await pay(page);
  await page.waitForSelector(issuerChoice);
  await page.click("button[name=cancel]");
  await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "declined/declined");
  assert.deepEqual(watched.complaints(), []);
});

for (const [name, number, transStatus] of [
  ["the issuer refuses the shopper", cards.visa, "N"],
  ["the issuer refuses the money", cards.visaInsufficientFunds, "Y"],
] as const) {
  test(`declined because ${name}: cancel_url`, async () => {
    const { orderId, page, watched } = await startPayment();
    await pay(page, number);
    await answerIssuer(page, transStatus);
    await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
    assert.equal(await statusesOf(api, orderId), "declined/declined");
    assert.deepEqual(watched.complaints(), []);
  });
}

test("a payment held for review: redirect_url as if nothing were the matter", async () => {
  const { orderId, page } = await startPayment();
  await pay(page, cards.visaUnclearedThenCompleted);
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?from=1&transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
});

test("without addresses of the shop: our own result page, which never says uncleared", async () => {
  for (const [number, status] of [
    [cards.visa, "completed"],
    [cards.visaUnclearedThenCompleted, "pending"],
  ] as const) {
    const { page, watched } = await startPayment({ redirect_url: "", cancel_url: "" });
    await pay(page, number);
    await answerIssuer(page, "Y");
    await page.waitForSelector(`main[data-status=${status}]`);
    assert.doesNotMatch(await page.content(), /uncleared/i);
    assert.deepEqual(watched.complaints(), []);
  }
});

test("close_window: a window that the shop opened closes itself", async () => {
  const { orderId, url, page: opener } = await startPayment({ close_window: true });
  await opener.goto(`${shop.url}/cart`);
  const opened = opener.waitForEvent("popup");
  await opener.evaluate((address) => void window.open(address), url);
  const popup = await opened;
  await pay(popup);
  const closed = popup.waitForEvent("close");
  await answerIssuer(popup, "Y");
  await closed;
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("close_window: a window that may not be closed says so in text and leads on by a link", async () => {
  const { orderId, page, watched } = await startPayment({ close_window: true });
  await pay(page);
  await answerIssuer(page, "Y");
  await page.waitForSelector("main[data-status=completed] >> text=You may close this window");
  await page.click("main a.button");
  await page.waitForURL(`${shop.url}/ok?from=1&transactionid=${orderId}`);
  assert.deepEqual(watched.complaints(), []);
});

test("back and reload after the payment: told that it is done, and nothing is paid again", async () => {
  const { orderId, url, page } = await startPayment();
  await pay(page);
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?**`);
  const entries = await entriesCount();
  const stepsBackAtMost = 6;
  for (let step = 0; step < stepsBackAtMost; step += 1) {
    await page.goBack({ timeout: 5_000 }).catch(() => null);
    // The browser shows a page of its own for an answer to a form that it may not keep; others go on by themselves.
    if (page.url().startsWith(world.gatewayUrl)) await page.reload().catch(() => null);
  }
  const later = await page.context().newPage();
  const answer = await later.goto(url);
  assert.equal(answer?.status(), 410);
  assert.match(await later.innerText("h1"), /has been used/);
  assert.equal(await later.locator("form[method=post]").count(), 0);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal(await entriesCount(), entries);
});

test("two tabs: the second one finds the payment where the first has brought it, and pays nothing", async () => {
  const { orderId, url, page: first } = await startPayment();
  const second = await first.context().newPage();
  await second.goto(url);
  await pay(first);
  await first.waitForSelector(issuerChoice);
  await pay(second, cards.mastercard);
  await second.waitForSelector(issuerChoice);
  await answerIssuer(first, "Y");
  await first.waitForURL(`${shop.url}/ok?**`);
  const entries = await entriesCount();
  await leadOn(second, () => answerIssuer(second, "Y"));
  await second.waitForLoadState("networkidle");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal(await entriesCount(), entries);
});

test("the form and the payment URL of a direct order lead to the same challenge, which pays once", async () => {
  const orderId = newOrderId();
  const payment_options = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const order = assertAccepted(
    await api("POST", "/orders", directOrder({ order_id: orderId, payment_options })),
  );
  shop.script("/pay", {
    kind: "answer",
    status: 200,
    body: textAt(order["customer_verification"], "html"),
    headers: { "content-type": "text/html; charset=utf-8" },
  });
  const byForm = await browser.newPage();
  const byPage = await browser.newPage();
  const watched = [watch(byForm, origins), watch(byPage, origins)];
  await byForm.goto(`${shop.url}/pay`);
  await byPage.goto(textAt(order["payment_url"]));
  await byForm.waitForSelector(issuerChoice);
  await byPage.waitForSelector(issuerChoice);
  const creq = async (page: Page): Promise<string> => await page.inputValue("input[name=creq]");
  assert.equal(await creq(byForm), await creq(byPage));
  const entries = await entriesCount();
  await answerIssuer(byForm, "Y");
  await byForm.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
  await leadOn(byPage, () => answerIssuer(byPage, "N"));
  await byPage.waitForLoadState("networkidle");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal((await entriesCount()) - entries, 1);
  for (const one of watched) assert.deepEqual(one.complaints(), []);
});

test("links that are over or unknown say so", async () => {
  const { url, page } = await startPayment();
  await world.clock.advance(30 * 86_400);
  await world.clock.advance(60);
  const expired = await page.goto(url);
  assert.equal(expired?.status(), 410);
  assert.match(await page.innerText("h1"), /expired/);
  const unknown = await page.goto(`${world.gatewayUrl}/connect/${"A".repeat(35)}/?lang=nl_NL`);
  assert.equal(unknown?.status(), 404);
  assert.match(await page.innerText("h1"), /kennen deze betaallink niet/);
});
