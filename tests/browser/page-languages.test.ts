import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, checkoutOrder, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { cutOffTexts } from "./pseudo-locale.ts";
import { cancelButton, overflow, payButton, seriousBarriers, watch } from "./watched-page.ts";

// Goal: every kind of page is without serious barrier in a short, a long and a Chinese language, light and dark, on a narrow
// screen, and whole with text of twice the size.

const world = await startWorld({ threeDS: "frictionless" });
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const { api } = world;
const origins = [world.gatewayUrl, world.simulatorUrl];

async function open(page: Page, body: Record<string, unknown> = redirectOrder()): Promise<string> {
  const created = await api("POST", "/orders", { customer: { country: "NL" }, ...body });
  const url = textAt(assertAccepted(created)["payment_url"]);
  await page.goto(url);
  return url;
}

async function pay(page: Page, number: string = cards.visa): Promise<void> {
  await typeCard(page, { number });
  await page.click(payButton);
  await page.waitForSelector("main[data-status]");
}

const proceed = "main form[action*='/method'] button[type=submit]";

interface Kind {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** What makes the page this kind again when its address was opened anew. */
  readonly provoke?: (page: Page) => Promise<void>;
}

const kinds: readonly Kind[] = [
  { name: "card form", show: async (page) => void (await open(page)) },
  {
    name: "card form with mistakes of the server",
    show: async (page) => void (await open(page)),
    provoke: async (page) => {
      await typeCard(page, { number: cards.visa, expiry: "12/20" });
      await page.evaluate("document.querySelector('[data-card-form]').submit()");
      await page.waitForSelector(".error-summary");
    },
  },
  {
    name: "Bancontact's form",
    show: async (page) => void (await open(page, redirectOrder({ gateway: "MISTERCASH" }))),
  },
  {
    name: "direct debit with mistakes",
    show: async (page) => void (await open(page, redirectOrder({ gateway: "DIRDEB" }))),
    provoke: async (page) => {
      await page.click(proceed);
      await page.waitForSelector("[aria-invalid=true]");
    },
  },
  {
    name: "FastCheckout with mistakes",
    show: async (page) => void (await open(page, checkoutOrder())),
    provoke: async (page) => {
      await page.click("form[action*='/checkout'] button[type=submit]");
      await page.waitForSelector("[aria-invalid=true]");
    },
  },
  {
    name: "transfer",
    show: async (page) => {
      await open(page, redirectOrder({ gateway: "BANKTRANS" }));
      await page.click(proceed);
      await page.waitForSelector("main dl.facts");
    },
  },
  {
    name: "back from the bank",
    show: async (page) => {
      const url = await open(page, redirectOrder({ gateway: "IDEAL" }));
      await page.click(proceed);
      await page.waitForSelector("select[name=scenario]");
      await page.goto(url);
    },
  },
  {
    name: "rest of a gift card",
    show: async (page) => {
      const url = await open(page, redirectOrder({ gateway: "VVVGIFTCRD" }));
      await page.click(proceed);
      await page.fill("[name=number]", "111112");
      await page.fill("[name=security_code]", "1234");
      await page.locator("main form button[type=submit]:not([name=cancel])").click();
      await page.waitForSelector(payButton);
      await page.goto(url);
    },
  },
  {
    name: "paid",
    show: async (page) => {
      await open(page);
      await pay(page);
    },
  },
  {
    name: "held for review",
    show: async (page) => {
      await open(page);
      await pay(page, cards.visaUnclearedThenCompleted);
    },
  },
  {
    name: "link of a paid order",
    show: async (page) => {
      const url = await open(page);
      await pay(page);
      await page.goto(url);
    },
  },
  {
    name: "cancelled",
    show: async (page) => {
      await open(page);
      await page.click(cancelButton);
      await page.waitForSelector("main[data-status=cancelled]");
    },
  },
  {
    name: "link of a cancelled order",
    show: async (page) => {
      const url = await open(page);
      await page.click(cancelButton);
      await page.waitForSelector("main[data-status=cancelled]");
      await page.goto(url);
    },
  },
  {
    name: "link that is unknown",
    show: async (page) => void (await page.goto(`${world.gatewayUrl}/connect/${"C".repeat(35)}/`)),
  },
  {
    // The last: from now on the site takes no cards.
    name: "methods of a site without cards",
    show: async (page) => {
      await world.sql("update site set methods = '{IDEAL,PAYPAL,BANKTRANS,DIRDEB}'");
      await open(page);
      assert.equal(await page.locator(payButton).count(), 0);
    },
  },
];

const languages = { en: "en_US", fi: "fi_FI", "zh-Hans": "zh_CN" };

for (const { name, show, provoke } of kinds) {
  test(`${name}: no serious barrier in three languages, light and dark, narrow and with large text`, async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const watched = watch(page, origins);
    await show(page);
    const shown = new URL(page.url());
    for (const [lang, locale] of Object.entries(languages)) {
      shown.searchParams.set("lang", locale);
      await page.goto(shown.href);
      await provoke?.(page);
      await page.waitForLoadState();
      assert.equal(await page.getAttribute("html", "lang"), lang);
      assert.equal(await overflow(page), 0, lang);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await seriousBarriers(page), [], `${lang} ${colorScheme}`);
      }
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      await page.setViewportSize({ width: 640, height: 900 });
      assert.equal(await overflow(page), 0, `${lang}, large text`);
      assert.deepEqual(await cutOffTexts(page), [], `${lang}, large text`);
      await page.setViewportSize({ width: 320, height: 640 });
    }
    assert.deepEqual(watched.complaints(), []);
  });
}
