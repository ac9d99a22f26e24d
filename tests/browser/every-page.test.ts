import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { typeCard } from "../support/card-form.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { checkoutOrder, directOrder, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import {
  answerIssuer,
  issuerChoice,
  overflow,
  payButton,
  pressOn,
  seriousBarriers,
  watch,
} from "./watched-page.ts";

// Goal: no page of the gateway, the issuer and the demo shop has a serious barrier, scrolls sideways on a narrow screen,
// loads from elsewhere or breaks its own rules; light and dark.

const world = await startWorld();
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await world.stop();
});
const { api } = world;
const origins = [world.gatewayUrl, world.simulatorUrl];

const urlOf = async (body: Record<string, unknown>): Promise<string> =>
  textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]);

const scriptless = { javaScriptEnabled: false };

interface Shown {
  readonly name: string;
  readonly javaScriptEnabled?: boolean;
  readonly show: (page: Page) => Promise<void>;
}

async function payFor(page: Page, members: Record<string, unknown> = {}): Promise<void> {
  await page.goto(await urlOf(redirectOrder(members)));
  await typeCard(page);
  await page.click(payButton);
}

const pages: readonly Shown[] = [
  { name: "card form", show: async (page) => void (await page.goto(await urlOf(redirectOrder()))) },
  {
    name: "card form in Dutch with mistakes",
    show: async (page) => {
      await page.goto(await urlOf(redirectOrder({ customer: { locale: "nl_NL" } })));
      await page.click(payButton);
      await page.waitForSelector("[aria-invalid=true]");
    },
  },
  {
    name: "FastCheckout's form with mistakes",
    show: async (page) => {
      await page.goto(await urlOf(checkoutOrder()));
      await page.check("#ships_elsewhere");
      await page.click("form[action*='/checkout'] button[type=submit]");
      await page.waitForSelector("#delivery_city[aria-invalid=true]");
    },
  },
  {
    name: "result page",
    show: async (page) => {
      await payFor(page, { gateway_info: { flexible_3d: false } });
      await page.waitForSelector("main[data-status=completed]");
    },
  },
  {
    name: "result page of a declined payment",
    show: async (page) => {
      await payFor(page);
      await answerIssuer(page, "N");
      await page.waitForSelector("main[data-status=declined]");
    },
  },
  {
    name: "issuer's challenge",
    show: async (page) => {
      await page.goto(await urlOf(directOrder()));
      await page.waitForSelector(issuerChoice);
    },
  },
  {
    name: "unknown link",
    show: async (page) => void (await page.goto(`${world.gatewayUrl}/connect/${"B".repeat(35)}/`)),
  },
  {
    name: "description of the API",
    show: async (page) => {
      await page.goto(`${world.gatewayUrl}/docs`);
      await page.evaluate(
        "for (const one of document.querySelectorAll('#createOrder details')) one.open = true",
      );
    },
  },
  { name: "demo shop", show: async (page) => void (await page.goto(`${world.simulatorUrl}/shop`)) },
  {
    name: "demo shop's order",
    show: async (page) => {
      await page.goto(`${world.simulatorUrl}/shop?lang=nl`);
      await page.check("input[name=type][value=direct]");
      await page.locator("form[action='/shop/orders'] button[type=submit]").click();
      await answerIssuer(page, "Y");
      await page.waitForSelector("td.verified");
    },
  },
  {
    name: "waiting page",
    show: async (page) => {
      await world.controls.fault({ kind: "cut-after", count: 1 });
      await world.controls.fault({ kind: "no-answer-reversal", count: 1 });
      await page.goto(await urlOf(directOrderWithout3ds()));
      await page.waitForSelector("main[data-status=pending]");
      // It looks again every two seconds, also while it is being looked at: without content there is no other page.
      await page.route("**/*", (route) => route.fulfill({ status: 204 }));
    },
  },
];

for (const { name, show } of pages) {
  test(`${name}: no serious barrier, not wider than 320 pixels, nothing from elsewhere`, async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const watched = watch(page, origins);
    await show(page);
    await page.waitForLoadState();
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await seriousBarriers(page), []);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await seriousBarriers(page), [], "dark");
    assert.deepEqual(watched.complaints(), []);
  });
}

/** Without script axe-core cannot run in the page: its markup is looked at in one where script runs. */
async function barriersOfMarkup(scripted: Page, source: Page): Promise<readonly string[]> {
  const html = (await source.content())
    .replace(/<script\b.*?<\/script>/gs, "")
    .replace("<head>", `<head><base href="${source.url()}">`);
  await scripted.setContent(html);
  return await seriousBarriers(scripted);
}

test("the pages that pass by themselves, as a browser without script shows them", async () => {
  const source = await browser.newPage({ ...scriptless, viewport: { width: 320, height: 640 } });
  const scripted = await browser.newPage();
  await payFor(source);
  await source.waitForSelector("form[data-method-continue]");
  assert.deepEqual(await barriersOfMarkup(scripted, source), [], "3DS Method");
  await source.click("form[data-method-continue] button");
  await source.waitForSelector("input[name=creq]", { state: "attached" });
  assert.ok(source.url().startsWith(world.gatewayUrl));
  assert.deepEqual(await barriersOfMarkup(scripted, source), [], "challenge");
});

test("a whole payment without script has one visible button on every page", async () => {
  const page = await browser.newPage(scriptless);
  await page.goto(`${world.simulatorUrl}/shop?lang=nl`);
  await page.locator("form[action='/shop/orders'] button[type=submit]").click();
  await typeCard(page);
  await pressOn(page, payButton);
  const stepsAtMost = 4;
  for (let step = 0; step < stepsAtMost && (await page.locator(issuerChoice).count()) === 0; step += 1) {
    const button = "main form button[type=submit]:visible";
    assert.equal(await page.locator(button).count(), 1, page.url());
    await pressOn(page, button);
  }
  await answerIssuer(page, "Y");
  await page.locator("form:has(input[name=cres]) button[type=submit]").click();
  await page.waitForURL(`${world.simulatorUrl}/shop/orders/**`);
  await page.waitForSelector("text=Bedankt voor uw bestelling");
});
