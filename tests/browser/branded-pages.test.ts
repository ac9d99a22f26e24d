import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { cancelButton, overflow, payButton, seriousBarriers, watch } from "./watched-page.ts";

// Goal: a page in a shop's colours is as easy to read and as strict as ours. Method: colours chosen to be as bad as they
// can be, in a real browser, judged by axe-core, which computes the contrast of what is really painted.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});

const items = Array.from({ length: 5 }, (_, place) => ({
  name: `${"Donaudampfschifffahrtsgesellschaft".repeat(2)} ${place}`,
  unit_price: "2.00",
  quantity: 1,
}));

const urlOf = async (template: unknown): Promise<string> => {
  const order: OrderBody = redirectOrder({
    gateway: "",
    shopping_cart: { items },
    payment_options: { template },
  });
  return textAt(assertAccepted(await world.api("POST", "/orders", order))["payment_url"]);
};

/** One colour everywhere: text, grounds, lines and buttons alike. */
const allIn = (colour: string): unknown => {
  const part = { background: colour, text: colour, label: colour, border: colour, link: { text: colour } };
  return {
    header: part,
    body: part,
    container: part,
    cart: part,
    payment_form: { ...part, inputs: { border: colour, label: colour } },
    buttons: { primary: part, secondary: part, payment_method: part },
  };
};

/** What a browser shows of the page, with all that unfolds unfolded. */
async function look(page: Page, url: string): Promise<void> {
  await page.goto(url);
  for (const summary of await page.locator("summary").all()) await summary.click();
}

async function assertFit(page: Page, url: string, name: string): Promise<void> {
  const watched = watch(page, [world.gatewayUrl]);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await look(page, url);
    assert.deepEqual(await seriousBarriers(page), [], `${name}, ${colorScheme}`);
    assert.equal(await overflow(page), 0, `${name}, ${colorScheme}`);
    for (const control of [payButton, cancelButton]) assert.ok(await page.locator(control).isVisible());
  }
  assert.deepEqual(watched.complaints(), [], name);
}

const narrow = { viewport: { width: 320, height: 700 } };

for (const colour of ["#ffffff", "#777777", "#ff0000"]) {
  test(`a template with ${colour} in every place leaves a page that can be read and used`, async () => {
    await assertFit(await browser.newPage(narrow), await urlOf(allIn(colour)), colour);
  });
}

test("grounds that differ from part to part each get text that can be read there", async () => {
  const template = {
    header: { background: "#ffff00" },
    body: { background: "#7f7f7f", text: "#808080" },
    container: { background: "#000000", text: "#0a0a0a" },
    cart: { background: "#ff00ff", label: "#fe00fe" },
    payment_form: { background: "#00ffff", inputs: { label: "#ffffff" } },
    buttons: { primary: { background: "#00ffff" }, payment_method: { text: "#000000" } },
  };
  await assertFit(await browser.newPage(narrow), await urlOf(template), "mixed");
});

for (const colour of ["#000", "#fc0"]) {
  test(`a site in ${colour} has pages that can be read, light and dark`, async () => {
    const set = await world.commandLine("site", "set", "--site", "1", "--colour", colour);
    assert.equal(set.code, 0, set.output);
    await assertFit(await browser.newPage(narrow), await urlOf({}), colour);
  });
}
