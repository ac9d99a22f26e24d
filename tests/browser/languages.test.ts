import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { checkoutOrder, redirectOrder } from "../support/orders.ts";
import { fromRoot } from "../support/paths.ts";
import { startWorld } from "../support/world.ts";
import { cutOffTexts, speakPseudo } from "./pseudo-locale.ts";
import { overflow, payButton, pressOn, seriousBarriers } from "./watched-page.ts";

// Goal: a page is whole in every language, also in one whose texts are longer than any we speak. What was seen is left as
// pictures in the ignored folder screenshots/.

const world = await startWorld({ threeDS: "frictionless" });
const browser = await startBrowser();
await mkdir(fromRoot("screenshots"), { recursive: true });
after(async () => {
  await browser.stop();
  await world.stop();
});

const phone = { width: 320, height: 640 };

async function paymentUrl(locale: string, members: Record<string, unknown> = {}): Promise<string> {
  const created = await world.api("POST", "/orders", redirectOrder({ customer: { locale }, ...members }));
  return textAt(assertAccepted(created)["payment_url"]);
}

const picture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: fromRoot("screenshots", `${name}.png`), fullPage: true });

const languages = [
  {
    locale: "fr_FR",
    lang: "fr",
    heading: "Payer par carte",
    amount: "Payer 10,00 €",
    missing: "Saisissez votre numéro de carte",
  },
  {
    locale: "pl_PL",
    lang: "pl",
    heading: "Płatność kartą",
    amount: "Zapłać 10,00 €",
    missing: "Wpisz numer karty",
  },
] as const;

for (const { locale, lang, heading, amount, missing } of languages) {
  test(`the card form in ${lang} asks, counts and refuses in that language, on a narrow screen`, async () => {
    const page = await browser.newPage({ viewport: phone });
    await page.goto(await paymentUrl(locale));
    assert.equal(await page.getAttribute("html", "lang"), lang);
    assert.equal(await page.innerText("h1"), heading);
    assert.equal((await page.innerText(payButton)).replaceAll("\u00a0", " "), amount);
    await page.click(payButton);
    await page.waitForSelector(`text=${missing}`);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await cutOffTexts(page), []);
    assert.deepEqual(await seriousBarriers(page), []);
    await picture(page, `card-form-${lang}-phone`);
  });
}

test("every language is one choice away, by keyboard, without script and on a narrow screen", async () => {
  const page = await browser.newPage({ viewport: phone, javaScriptEnabled: false });
  await page.goto(await paymentUrl("en_US"));
  await page.focus("nav.languages summary");
  await page.keyboard.press("Enter");
  const links = page.locator("nav.languages a:visible");
  assert.equal(await links.count(), 13);
  for (const link of await links.all()) {
    const box = (await link.boundingBox()) ?? assert.fail("a link is seen");
    assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= phone.width);
  }
  await picture(page, "languages-phone");
  await page.click("nav.languages >> text=Suomi");
  await page.waitForSelector("html[lang=fi] >> text=Maksa kortilla");
  await page.focus("nav.languages summary");
  await page.keyboard.press("Space");
  await page.click("nav.languages >> text=简体中文");
  await page.waitForSelector("html[lang=zh-Hans] >> text=银行卡支付");
});

/** Pages with much text. */
const wordy = {
  "card form with mistakes": async (page: Page) => {
    await page.goto(await paymentUrl("en_US"));
    await page.click(payButton);
    await page.waitForSelector("[aria-invalid=true]");
  },
  "direct debit with mistakes": async (page: Page) => {
    await page.goto(await paymentUrl("en_US"));
    await pressOn(page, "text=SEPA Direct Debit");
    await page.click("main form[action*='/method'] button");
    await page.waitForSelector("[aria-invalid=true]");
  },
  transfer: async (page: Page) => {
    await page.goto(await paymentUrl("en_US"));
    await pressOn(page, "text=Bank transfer");
    await page.click("main form[action*='/method'] button");
    await page.waitForSelector("main dl.facts");
  },
  "FastCheckout form with mistakes": async (page: Page) => {
    const created = await world.api("POST", "/orders", checkoutOrder());
    await page.goto(textAt(assertAccepted(created)["payment_url"]));
    await page.check("#ships_elsewhere");
    await page.click("form[action*='/checkout'] button[type=submit]");
    await page.waitForSelector("#delivery_city[aria-invalid=true]");
  },
  "unknown link": async (page: Page) => {
    await page.goto(`${world.gatewayUrl}/connect/${"B".repeat(35)}/`);
  },
} as const;

test("expiry and security code stand beside each other in every language, on a narrow screen", async () => {
  const page = await browser.newPage({ viewport: phone });
  await page.goto(await paymentUrl("en_US"));
  const top = async (field: string): Promise<number> =>
    (await page.locator(`[autocomplete=${field}]`).boundingBox())?.y ?? assert.fail(field);
  const links = await page.locator("nav.languages a").all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
  assert.equal(addresses.length, 13);
  for (const address of addresses) {
    await page.goto(new URL(address ?? "", world.gatewayUrl).href);
    assert.equal(await top("cc-exp"), await top("cc-csc"), address ?? "");
    assert.equal(await overflow(page), 0, address ?? "");
    assert.deepEqual(await cutOffTexts(page), [], address ?? "");
  }
});

for (const [name, show] of Object.entries(wordy)) {
  test(`${name}: texts that are two fifths longer are not cut off, on a phone and on a desk`, async () => {
    const page = await browser.newPage({ viewport: phone });
    await show(page);
    await page.waitForLoadState();
    for (const folded of await page.locator("summary").all()) await folded.click();
    await speakPseudo(page);
    for (const viewport of [phone, { width: 1280, height: 900 }]) {
      await page.setViewportSize(viewport);
      await picture(page, `${name.replaceAll(" ", "-")}-pseudo-${viewport.width}`);
      assert.deepEqual(await cutOffTexts(page), [], `${viewport.width}`);
      assert.equal(await overflow(page), 0, `${viewport.width}`);
    }
  });
}
