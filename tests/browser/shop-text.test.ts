import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted } from "../support/expectations.ts";
import { numberAt, textAt } from "../support/json.ts";
import { checkoutOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { cancelButton, overflow, payButton, watch } from "./watched-page.ts";

// Goal: what a shop writes into its name, an order, a cart or a customer is read by the shopper as it was written, and a real
// browser makes no markup, script, style, image or request of it, on any page.

const world = await startWorld({ threeDS: "frictionless" });
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const { api } = world;

const image = "<img src=//evil.example/x.png onerror=window.hostile=1>";
const script = `"'></title><script>window.hostile=1</script><svg onload=window.hostile=1>`;
const siteName = `Shop </h1><b>&amp; ${script.slice(0, 20)}`;
const me = assertAccepted(await api("GET", "/me"));
assertAccepted(await api("PATCH", `/sites/${numberAt(me, "site_id")}`, { name: siteName }));

const shopUrl = `${world.simulatorUrl}/shop`;

const hostileOrder = (members: OrderBody = {}): OrderBody => {
  const { shopping_cart, checkout_options } = checkoutOrder();
  const text = JSON.stringify({ shopping_cart, checkout_options })
    .replaceAll("Lamp & shade", JSON.stringify(`${image}\u202E${script}`).slice(1, -1))
    .replaceAll("World & sea", JSON.stringify(script).slice(1, -1));
  const parts: unknown = JSON.parse(text);
  return redirectOrder({
    order_id: newOrderId(`"><u>${"x".repeat(4)}`),
    description: `${image} ${script} \u202Eliated\u2066`,
    amount: 1210,
    // Every page names the shop to which it leads back, and none leaves for it by itself.
    payment_options: { redirect_url: shopUrl, cancel_url: shopUrl, close_window: true },
    customer: {
      locale: "en_US",
      country: "NL",
      first_name: "<b>Sam</b>",
      last_name: "<i>Sample",
      email: `"<x>"@example.com`,
    },
    ...(typeof parts === "object" ? parts : {}),
    ...members,
  });
};

async function open(page: Page, body: OrderBody): Promise<string> {
  const url = textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]);
  await page.goto(url);
  return url;
}

const proceed = "main form[action*='/method'] button[type=submit]";

const kinds: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  "card form": (page) => open(page, hostileOrder()),
  "card form with mistakes": async (page) => {
    await open(page, hostileOrder());
    await page.click(payButton);
    await page.waitForSelector("[aria-invalid=true]");
  },
  "direct debit": (page) => open(page, hostileOrder({ gateway: "DIRDEB" })),
  FastCheckout: (page) => open(page, hostileOrder({ type: "checkout" })),
  transfer: async (page) => {
    await open(page, hostileOrder({ gateway: "BANKTRANS" }));
    await page.click(proceed);
    await page.waitForSelector("main dl.facts");
  },
  "back from the bank": async (page) => {
    const url = await open(page, hostileOrder({ gateway: "IDEAL" }));
    await page.click(proceed);
    await page.waitForSelector("select[name=scenario]");
    await page.goto(url);
  },
  paid: async (page) => {
    await open(page, hostileOrder());
    await typeCard(page);
    await page.click(payButton);
    await page.waitForSelector("main[data-status=completed]");
  },
  "link of a cancelled order": async (page) => {
    const url = await open(page, hostileOrder());
    await page.click(cancelButton);
    await page.waitForSelector("main[data-status=cancelled]");
    await page.goto(url);
  },
};

for (const [name, show] of Object.entries(kinds)) {
  test(`${name}: hostile text of the shop is read as text, and nothing comes of it`, async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const watched = watch(page, [world.gatewayUrl, world.simulatorUrl]);
    await show(page);
    const made = await page.evaluate(() => ({
      hostile: "hostile" in window,
      handlers: [...document.querySelectorAll("*")].filter((one) =>
        one.getAttributeNames().some((attribute) => attribute.startsWith("on") || attribute === "style"),
      ).length,
      markup: document.querySelectorAll("b, u, i, svg[onload], script:not([src])").length,
      scripts: document.scripts.length,
      foreign: [...document.querySelectorAll("[src], [href]")]
        .map((one) => one.getAttribute("src") ?? one.getAttribute("href") ?? "")
        .filter((address) => /evil|^\/\/|^javascript|^data:/.test(address)),
      turning: /[\u202A-\u202E\u2066\u2067\u2069]/u.test(document.querySelector("bdi")?.textContent ?? ""),
    }));
    assert.deepEqual(made, {
      hostile: false,
      handlers: 0,
      markup: 0,
      scripts: 1,
      foreign: [],
      turning: false,
    });
    const said = await page.locator("body").innerText();
    assert.match(said, /Shop <\/h1><b>&amp;/);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(watched.complaints(), []);
  });
}
