import { after, test } from "node:test";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { startWorld } from "../support/world.ts";
import { answerIssuer, payButton } from "./watched-page.ts";

// Goal: the first thing a newcomer does works: order in the demo shop, pay, see the notification arrive with its
// signature checked. In English and in Dutch, by the payment page and by the shop's server.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});

for (const [lang, locale] of [
  ["en", "en-US"],
  ["nl", "nl-NL"],
] as const) {
  for (const type of ["redirect", "direct"] as const) {
    test(`pays a ${type} order in the demo shop in ${lang}`, async () => {
      const page = await browser.newPage({ locale });
      await page.goto(`${world.simulatorUrl}/shop?lang=${lang}`);
      await page.check(`input[name=type][value=${type}]`);
      await page.locator("form[action='/shop/orders'] button[type=submit]").click();
      if (type === "redirect") {
        await page.waitForSelector(`html[lang^=${lang}] [autocomplete=cc-number]`);
        await typeCard(page);
        await page.click(payButton);
      }
      await answerIssuer(page, "Y");
      await page.waitForURL(`${world.simulatorUrl}/shop/**`);
      await page.waitForSelector("td.verified");
      await page.waitForSelector("text=completed");
    });
  }
}
