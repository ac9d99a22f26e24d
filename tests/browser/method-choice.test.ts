import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { startBrowser } from "../support/browser.ts";
import { textAt } from "../support/json.ts";
import { cards, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { answerIssuer } from "./watched-page.ts";

// Goal: the card form and the other ways to pay are both there to be seen, on every width.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});

test("a Bancontact card is paid with the page's script, which asks for no security code either", async () => {
  const order = redirectOrder({ gateway: "MISTERCASH" });
  const created = assertAccepted(await world.api("POST", "/orders", order));
  const page = await browser.newPage();
  await page.goto(textAt(created["payment_url"]));
  await page.fill("[autocomplete=cc-number]", cards.bancontact);
  await page.fill("[autocomplete=cc-exp]", "12/30");
  await page.fill("[autocomplete=cc-name]", "Sam Sample");
  await page.click("[data-card-form] button");
  await answerIssuer(page, "Y");
  await page.waitForSelector("main[data-status=completed]");
  assert.equal(await statusesOf(world.api, textAt(order["order_id"] as string)), "completed/completed");
});

for (const width of [320, 1280]) {
  for (const gateway of ["", "MISTERCASH"]) {
    test(`at ${width} px the other ways to pay cover no field of the card form of ${gateway || "any card"}`, async () => {
      const created = assertAccepted(await world.api("POST", "/orders", redirectOrder({ gateway })));
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(textAt(created["payment_url"]));
      const form = await page.locator("[data-card-form]").boundingBox();
      const others = await page.locator(".methods").boundingBox();
      assert.ok(form !== null && others !== null);
      assert.ok(others.y >= form.y + form.height, JSON.stringify({ form, others }));
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(isWide, false);
    });
  }
}
