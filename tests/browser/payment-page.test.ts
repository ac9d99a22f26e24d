import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { leadOn } from "./watched-page.ts";

// Goal: a shopper with a real browser pays, with and without script, and the browser finds nothing to complain of.

const world = await startWorld();
const shop = await startShop();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await shop.stop();
  await world.stop();
});
const { api } = world;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const urls = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };

/** What the browser's console complains of: blocked content first of all. */
function complaints(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

/** Without script every page in between has one button to press. */
async function pressOnTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 5; step += 1) {
    if ((await page.locator(selector).count()) > 0) return;
    const button = page.locator(
      "main button[type=submit], form button[type=submit], form input[type=submit]",
    );
    await leadOn(page, () => button.first().click());
  }
}

async function answerIssuer(page: Page, transStatus: string, isScripted: boolean): Promise<void> {
  const select = "select[name=transStatus]";
  if (isScripted) await page.waitForSelector(select);
  else await pressOnTo(page, select);
  await page.selectOption(select, transStatus);
  const confirm = page.locator("form:has(select[name=transStatus]) [type=submit]").first();
  if (isScripted) {
    await confirm.click();
  } else {
    await leadOn(page, () => confirm.click());
    await pressUntilShop(page);
  }
}

async function pressUntilShop(page: Page): Promise<void> {
  for (let step = 0; step < 5 && !page.url().startsWith(shop.url); step += 1) {
    await leadOn(page, () => page.locator("form [type=submit]").first().click());
  }
}

for (const [locale, javaScriptEnabled] of [
  ["en_US", true],
  ["nl_NL", true],
  ["de_DE", true],
  ["nl_NL", false],
] as const) {
  test(`pays on the page in ${locale} ${javaScriptEnabled ? "with" : "without"} script`, async () => {
    const orderId = newOrderId();
    const created = assertAccepted(
      await api(
        "POST",
        "/orders",
        redirectOrder({ order_id: orderId, payment_options: urls, customer: { locale } }),
      ),
    );
    const page = await browser.newPage({ javaScriptEnabled, locale: locale.replace("_", "-") });
    const heard = complaints(page);
    await page.goto(textAt(created["payment_url"]));
    await typeCard(page);
    await page.locator("form:has([autocomplete=cc-number]) [type=submit]").click();
    await answerIssuer(page, "Y", javaScriptEnabled);
    await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
    assert.equal(await statusesOf(api, orderId), "completed/completed");
    assert.deepEqual(heard, []);
  });
}

test("a shopper whom the issuer refuses comes back to the cancel address", async () => {
  const orderId = newOrderId();
  const created = assertAccepted(
    await api("POST", "/orders", redirectOrder({ order_id: orderId, payment_options: urls })),
  );
  const page = await browser.newPage();
  await page.goto(textAt(created["payment_url"]));
  await typeCard(page);
  await page.locator("form:has([autocomplete=cc-number]) [type=submit]").click();
  await answerIssuer(page, "N", true);
  await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
});

test("the html form of a direct order works when a shop shows it", async () => {
  const orderId = newOrderId();
  const order = assertAccepted(
    await api("POST", "/orders", directOrder({ order_id: orderId, payment_options: urls })),
  );
  const page = await browser.newPage();
  await page.setContent(textAt(order["customer_verification"], "html"));
  await answerIssuer(page, "Y", true);
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("the payment URL of a direct order leads to the same challenge", async () => {
  const orderId = newOrderId();
  const order = assertAccepted(
    await api("POST", "/orders", directOrder({ order_id: orderId, payment_options: urls })),
  );
  const page = await browser.newPage();
  await page.goto(textAt(order["payment_url"]));
  await answerIssuer(page, "Y", true);
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
});

test("a mistake is told beside its field and nothing secret comes back", async () => {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ payment_options: urls })));
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(textAt(created["payment_url"]));
  await typeCard(page, { expiry: "13/30" });
  await page.locator("form:has([autocomplete=cc-number]) [type=submit]").click();
  const expiry = page.locator("[autocomplete=cc-exp]");
  assert.equal(await expiry.getAttribute("aria-invalid"), "true");
  const describedBy = (await expiry.getAttribute("aria-describedby"))?.split(" ").at(0) ?? "";
  assert.notEqual(await page.locator(`#${describedBy}`).innerText(), "");
  assert.equal(await page.locator("[autocomplete=cc-csc]").inputValue(), "");
  assert.equal(await page.locator("[autocomplete=cc-number]").inputValue(), "");
});

test("the page has no barrier that axe finds, wide and narrow, fresh and with mistakes", async () => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 360, height: 740 },
  ]) {
    const created = assertAccepted(await api("POST", "/orders", redirectOrder({ payment_options: urls })));
    const page = await browser.newPage({ viewport });
    await page.goto(textAt(created["payment_url"]));
    assert.deepEqual(await barriers(page), []);
    await page.locator("form:has([autocomplete=cc-number]) [type=submit]").click();
    await page.waitForSelector("[aria-invalid=true]");
    assert.deepEqual(await barriers(page), []);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(
      (widths[0] ?? 0) <= (widths[1] ?? 0),
      `the page is wider than the window: ${widths.join(" > ")}`,
    );
  }
});

/** Evaluated by the driver, outside the page's content security policy. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id }) => id))`);
}

test("the card brand shows while the number is typed", async () => {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ payment_options: urls })));
  const page = await browser.newPage();
  await page.goto(textAt(created["payment_url"]));
  const before = await page.locator(".brands").innerHTML();
  await page.locator("[autocomplete=cc-number]").pressSequentially(cards.mastercard.slice(0, 6));
  assert.notEqual(await page.locator(".brands").innerHTML(), before);
});
