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
  barriers,
  issuerChoice,
  leadOn,
  overflow,
  payButton,
  pressOn,
  watch,
} from "./watched-page.ts";

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

const urls = { redirect_url: `${shop.url}/ok`, cancel_url: `${shop.url}/no` };

/** Without script every page in between has one button to press. */
async function pressOnUntil(page: Page, isThere: () => Promise<boolean> | boolean): Promise<void> {
  for (let step = 0; step < 5 && !(await isThere()); step += 1) {
    await pressOn(page, "form [type=submit]");
  }
}

/** As many pages as it takes a browser without script. */
async function payWithoutScript(page: Page): Promise<void> {
  await pressOn(page, payButton);
  await pressOnUntil(page, async () => (await page.locator(issuerChoice).count()) > 0);
  await leadOn(page, () => answerIssuer(page, "Y"));
  await pressOnUntil(page, () => page.url().startsWith(shop.url));
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
    const watched = watch(page, [world.gatewayUrl, world.simulatorUrl, shop.url]);
    await page.goto(textAt(created["payment_url"]));
    await typeCard(page);
    if (javaScriptEnabled) {
      await page.click(payButton);
      await answerIssuer(page, "Y");
    } else {
      await payWithoutScript(page);
    }
    await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
    assert.equal(await statusesOf(api, orderId), "completed/completed");
    assert.deepEqual(watched.complaints(), []);
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
  await page.click(payButton);
  await answerIssuer(page, "N");
  await page.waitForURL(`${shop.url}/no?transactionid=${orderId}`);
});

test("the html form of a direct order works when a shop shows it", async () => {
  const orderId = newOrderId();
  const order = assertAccepted(
    await api("POST", "/orders", directOrder({ order_id: orderId, payment_options: urls })),
  );
  const page = await browser.newPage();
  await page.setContent(textAt(order["customer_verification"], "html"));
  await answerIssuer(page, "Y");
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
  await answerIssuer(page, "Y");
  await page.waitForURL(`${shop.url}/ok?transactionid=${orderId}`);
});

test("a mistake is told beside its field and nothing secret comes back", async () => {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ payment_options: urls })));
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(textAt(created["payment_url"]));
  await typeCard(page, { expiry: "13/30" });
  await pressOn(page, payButton);
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
    await page.click(payButton);
    await page.waitForSelector("[aria-invalid=true]");
    assert.deepEqual(await barriers(page), []);
    assert.equal(await overflow(page), 0);
  }
});

test("the card brand shows while the number is typed", async () => {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ payment_options: urls })));
  const page = await browser.newPage();
  await page.goto(textAt(created["payment_url"]));
  const before = await page.locator(".brands").innerHTML();
  await page.locator("[autocomplete=cc-number]").pressSequentially(cards.mastercard.slice(0, 6));
  assert.notEqual(await page.locator(".brands").innerHTML(), before);
});
