import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page, Response } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { leadOn, payButton, pressOn } from "./watched-page.ts";

// Goal: the card page is light enough for a slow line and an old telephone: few bytes from one host, nothing that jumps, and
// a form that takes a card before its script is there, or without it.

const world = await startWorld({ threeDS: "frictionless" });
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});

const largestPage = 60_000;

async function order(members: Record<string, unknown> = {}): Promise<{ orderId: string; url: string }> {
  const orderId = newOrderId();
  const customer = { locale: "nl_NL", country: "NL" };
  const created = await world.api(
    "POST",
    "/orders",
    redirectOrder({ order_id: orderId, customer, ...members }),
  );
  return { orderId, url: textAt(assertAccepted(created)["payment_url"]) };
}

/** Everything that a browser with an empty cache loads for a page. */
async function loadCold(page: Page, url: string): Promise<readonly Response[]> {
  const responses: Response[] = [];
  page.on("response", (response) => responses.push(response));
  await page.goto(url, { waitUntil: "networkidle" });
  return responses;
}

test("the card page with all its files weighs at most 60 kB unpacked, and all of it is ours", async () => {
  const { url } = await order();
  const page = await browser.newPage();
  const responses = await loadCold(page, url);
  const sizes = await Promise.all(
    responses.map(
      async (response) => [new URL(response.url()).pathname, (await response.body()).length] as const,
    ),
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(responses.length >= 4, "page, stylesheet, script and icons were seen");
  assert.ok(total <= largestPage, `${total} bytes: ${sizes.map((one) => one.join(" ")).join(", ")}`);
  for (const response of responses) {
    assert.equal(new URL(response.url()).origin, world.gatewayUrl);
    assert.equal(response.status(), 200, response.url());
  }
  const ofKind = (kind: string): number =>
    responses.filter((response) => response.request().resourceType() === kind).length;
  assert.deepEqual([ofKind("script"), ofKind("stylesheet"), ofKind("font")], [1, 1, 0]);
});

test("what the page loads is kept for ever, the page itself never; the second page loads nothing but itself", async () => {
  const page = await browser.newPage();
  for (const response of await loadCold(page, (await order()).url)) {
    const cacheControl = (await response.headerValue("cache-control")) ?? "";
    if (response.request().resourceType() === "document") assert.match(cacheControl, /no-store/);
    else assert.equal(cacheControl, "public, max-age=31536000, immutable", response.url());
  }
  await page.goto((await order()).url, { waitUntil: "networkidle" });
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.transferSize > 0)
      .map(({ name }) => name),
  );
  assert.deepEqual(loaded, []);
});

test("nothing but the stylesheet keeps the page from being shown, and the script waits for it", async () => {
  const page = await browser.newPage();
  await page.goto((await order()).url);
  const blocking = await page.evaluate(() => ({
    stylesheets: document.querySelectorAll("link[rel=stylesheet]").length,
    scripts: [...document.scripts].map(({ defer, type }) => defer || type === "module"),
    sizelessImages: [...document.images].filter(
      (one) => !one.hasAttribute("width") || !one.hasAttribute("height"),
    ).length,
  }));
  assert.deepEqual(blocking, { stylesheets: 1, scripts: [true], sizelessImages: 0 });
});

/** Sum of the layout shifts so far, those after a key or a click too, once the last change was shown. */
async function shifts(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    return observer.takeRecords().reduce((sum, entry) => sum + Number(Reflect.get(entry, "value")), 0);
  });
}

for (const width of [320, 1280]) {
  test(`at ${width} px nothing moves while the page loads, while a card is typed, or when it is left`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    // Icons and script come late, as on a slow line.
    await page.route("**/assets/*.{svg,js}", async (route) => {
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      await route.continue();
    });
    await page.goto((await order()).url, { waitUntil: "networkidle" });
    assert.equal(await shifts(page), 0, "loading");
    for (const number of [cards.amex, cards.maestro, cards.mastercard]) {
      await page.fill("[autocomplete=cc-number]", "");
      await page.locator("[autocomplete=cc-number]").pressSequentially(number);
      assert.equal(await shifts(page), 0, number);
    }
    await page.fill("[autocomplete=cc-exp]", "1230");
    await page.keyboard.press("Tab");
    assert.equal(await shifts(page), 0, "typing");
    await page.evaluate(() => document.querySelector("main")?.before("A line above the page."));
    assert.notEqual(await shifts(page), 0, "what moves is seen to move");
  });
}

test("the form takes a card while the script is still on its way", async () => {
  const { orderId, url } = await order();
  const page = await browser.newPage();
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/assets/pay.*.js", async (route) => {
    await held;
    await route.abort();
  });
  await page.goto(url, { waitUntil: "commit" });
  await typeCard(page, { number: "4111 1111 1111 1111" });
  await leadOn(page, async () => {
    await page.locator(payButton).click({ noWaitAfter: true });
    letGo();
  });
  for (let step = 0; step < 3 && (await page.locator("main[data-status]").count()) === 0; step += 1) {
    await pressOn(page, "main form button[type=submit]");
  }
  await page.waitForSelector("main[data-status=completed]");
  assert.equal(await statusesOf(world.api, orderId), "completed/completed");
});

test("without stylesheet and icons too, the form says what it wants and takes it", async () => {
  const { orderId, url } = await order();
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.route("**/assets/**", (route) => route.abort());
  await page.goto(url);
  for (const field of ["cc-number", "cc-exp", "cc-csc", "cc-name"]) {
    const label = page.locator(`label[for='${await page.getAttribute(`[autocomplete=${field}]`, "id")}']`);
    assert.notEqual(await label.innerText(), "", field);
  }
  await typeCard(page);
  await pressOn(page, payButton);
  await pressOn(page, "main form button[type=submit]");
  await page.waitForSelector("main[data-status=completed]");
  assert.equal(await statusesOf(world.api, orderId), "completed/completed");
});
