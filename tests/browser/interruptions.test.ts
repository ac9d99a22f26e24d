import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { answerIssuer, issuerChoice, leadOn, payButton, pressOn, watch } from "./watched-page.ts";

// Goal: reload, back, a closed window and another device interrupt a payment at any step and never spoil it: it goes on
// where it was, and is paid once. Method: without script every step is a page of its own to be interrupted at.

const world = await startWorld();
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;

interface Ordered {
  readonly orderId: string;
  /** Euro cents, of this order alone: its payments are told from others by it. */
  readonly amount: number;
  readonly url: string;
}

const amounts = Array.from({ length: 50 }, (_, index) => 5_001 + index);

async function order(): Promise<Ordered> {
  const orderId = newOrderId();
  const amount = amounts.shift() ?? assert.fail("every amount is used");
  const payment_options = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };
  const created = await api("POST", "/orders", redirectOrder({ order_id: orderId, amount, payment_options }));
  return { orderId, amount, url: textAt(assertAccepted(created)["payment_url"]) };
}

async function assertPaidOnce({ orderId, amount }: Ordered): Promise<void> {
  await eventually("the order is paid", async () =>
    (await statusesOf(api, orderId)) === "completed/completed" ? true : null,
  );
  const { entries } = await controls.books();
  assert.equal(entries.filter(({ amountMinor }) => amountMinor === amount).length, 1);
}

/** Types the card where it is asked for, and presses the one button of any other page. */
async function stepOn(page: Page): Promise<void> {
  const asksForCard = (await page.locator(payButton).count()) > 0;
  if (asksForCard) await typeCard(page);
  await pressOn(page, asksForCard ? payButton : "main form button[type=submit]");
}

const isAtIssuer = async (page: Page): Promise<boolean> => (await page.locator(issuerChoice).count()) > 0;
const stepsAtMost = 12;

/** From the card form to the issuer, interrupted before each step; gives the headings seen. */
async function reachIssuer(page: Page, interrupt: () => Promise<void>): Promise<readonly string[]> {
  const headings: string[] = [];
  for (let step = 0; step < stepsAtMost && !(await isAtIssuer(page)); step += 1) {
    await interrupt();
    headings.push(await page.innerText("h1"));
    await stepOn(page);
  }
  assert.ok(await isAtIssuer(page), page.url());
  return headings;
}

async function pressOnToShop(page: Page): Promise<void> {
  for (let step = 0; step < stepsAtMost && !page.url().startsWith(shop.url); step += 1) {
    await pressOn(page, "form [type=submit]");
  }
}

test("reloaded at every step, the issuer's page too: the payment goes on and is paid once", async () => {
  const ordered = await order();
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(ordered.url);
  const reload = async (): Promise<void> => void (await page.reload());
  const seen = await reachIssuer(page, reload);
  assert.ok(seen.length >= 3, `card form, method and challenge each were reloaded: ${seen.join(", ")}`);
  await reload();
  await leadOn(page, () => answerIssuer(page, "Y"));
  await reload();
  await pressOnToShop(page);
  assert.equal(page.url(), `${shop.url}/ok?transactionid=${ordered.orderId}`);
  await assertPaidOnce(ordered);
});

test("back from every step: the page that is gone back to shows where the payment is", async () => {
  const ordered = await order();
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(ordered.url);
  let isBack = false;
  for (let step = 0; step < stepsAtMost && !(isBack && (await isAtIssuer(page))); step += 1) {
    await stepOn(page);
    isBack = await isAtIssuer(page);
    await page.goBack();
    assert.equal((await page.locator("main form button[type=submit]").count()) > 0, true, page.url());
    if (isBack) await stepOn(page);
  }
  await leadOn(page, () => answerIssuer(page, "Y"));
  await pressOnToShop(page);
  await assertPaidOnce(ordered);
});

test("opened on another device at every step: the same step there, and whoever ends it pays once", async () => {
  const ordered = await order();
  const page = await browser.newPage({ javaScriptEnabled: false });
  const other = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(ordered.url);
  const compare = async (): Promise<void> => {
    await other.goto(ordered.url);
    assert.equal(await other.innerText("h1"), await page.innerText("h1"));
  };
  await reachIssuer(page, compare);
  await other.goto(ordered.url);
  await reachIssuer(other, async () => {});
  await leadOn(other, () => answerIssuer(other, "Y"));
  await pressOnToShop(other);
  await assertPaidOnce(ordered);
  await leadOn(page, () => answerIssuer(page, "Y"));
  await pressOnToShop(page);
  await assertPaidOnce(ordered);
});

test("the window closed at the issuer: the link finishes the payment later, elsewhere", async () => {
  const ordered = await order();
  const left = await browser.newPage();
  await left.goto(ordered.url);
  await typeCard(left);
  await left.click(payButton);
  await left.waitForSelector(issuerChoice);
  await left.close();
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  const page = await browser.newPage();
  await page.goto(ordered.url);
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?transactionid=${ordered.orderId}`);
  await assertPaidOnce(ordered);
});

test("the window closed after the issuer said yes: the order is paid all the same, and its link says so", async () => {
  const ordered = await order();
  const page = await browser.newPage();
  await page.goto(ordered.url);
  await typeCard(page);
  await page.click(payButton);
  await page.waitForSelector(issuerChoice);
  await page.context().route(`${world.gatewayUrl}/**`, (route) => route.abort());
  await Promise.all([page.waitForEvent("requestfailed"), answerIssuer(page, "Y")]);
  await page.close();
  await world.clock.advance(60);
  await assertPaidOnce(ordered);
  const later = await browser.newPage();
  const answer = await later.goto(ordered.url);
  assert.equal(answer?.status(), 410);
});

test("two tabs that send the card in the same moment pay once", async () => {
  await controls.policy("frictionless");
  try {
    const ordered = await order();
    const first = await browser.newPage();
    const second = await browser.newPage();
    for (const page of [first, second]) {
      await page.goto(ordered.url);
      await typeCard(page);
    }
    await Promise.all([first, second].map((page) => page.click(payButton)));
    await Promise.race([first, second].map((page) => page.waitForURL(`${shop.url}/ok?**`)));
    await assertPaidOnce(ordered);
  } finally {
    await controls.policy("challenge");
  }
});

for (const [transStatus, target, status] of [
  ["A", "ok", "completed/completed"],
  ["U", "ok", "completed/completed"],
  ["R", "no", "declined/declined"],
] as const) {
  test(`the issuer's answer ${transStatus} leads to /${target}`, async () => {
    const ordered = await order();
    const page = await browser.newPage();
    const watched = watch(page, [world.gatewayUrl, world.simulatorUrl, shop.url]);
    await page.goto(ordered.url);
    await typeCard(page);
    await page.click(payButton);
    await answerIssuer(page, transStatus);
    await page.waitForURL(`${shop.url}/${target}?transactionid=${ordered.orderId}`);
    assert.equal(await statusesOf(api, ordered.orderId), status);
    assert.deepEqual(watched.complaints(), []);
  });
}
