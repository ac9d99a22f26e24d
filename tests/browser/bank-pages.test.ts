import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { callBank } from "../support/bank-call.ts";
import { startBrowser } from "../support/browser.ts";
import { parseJson, textAt } from "../support/json.ts";
import { freePort } from "../support/ports.ts";
import { startSimulator } from "../support/services.ts";
import { overflow, seriousBarriers, watch } from "./watched-page.ts";

// Goal: the pages of the simulated bank are usable with and without script, on a narrow screen, with no serious barrier.
// Method: payments are opened over the bank link itself; no gateway runs.

const simulator = await startSimulator({
  port: await freePort(),
  acquirerPort: await freePort(),
  mailboxPort: await freePort(),
  gatewayUrl: "http://127.0.0.1:9",
  apiKey: "none",
  threeDS: "challenge",
});
const browser = await startBrowser();
after(async () => {
  await browser.stop();
  await simulator.process.stop();
});

/** Address of the page of a new payment; its shop is the demo shop, which is all that runs here. */
async function pageOf(members: Readonly<Record<string, unknown>>): Promise<string> {
  const reference = randomUUID();
  const response = await callBank(simulator.url, {
    method: "POST",
    path: "",
    headers: { "content-type": "application/json", "idempotency-key": reference },
    body: JSON.stringify({
      reference,
      method: "IDEAL",
      amount: 2000,
      currency: "EUR",
      description: "Two tickets and a description that is as long as shops like to have them",
      return_url: `${simulator.url}/shop?lang=en`,
      webhook_url: `${simulator.url}/health`,
      expires_at: "2099-01-01T00:00:00Z",
      ...members,
    }),
  });
  assert.equal(response.status, 201);
  return textAt(parseJson(await response.text()), "checkout_url");
}

const submit = "main form button[type=submit]:not([name=cancel])";

async function payByGiftCard(page: Page, number: string): Promise<void> {
  await page.goto(await pageOf({ method: "VVVGIFTCRD", locale: "nl_NL" }));
  await page.fill("[name=number]", number);
  await page.fill("[name=security_code]", "1234");
  await page.click(submit);
}

const pages: readonly { readonly name: string; readonly show: (page: Page) => Promise<void> }[] = [
  {
    name: "the choice of a scenario",
    show: async (page) => void (await page.goto(await pageOf({ issuer: "0721", locale: "de_DE" }))),
  },
  {
    name: "a gift card that is none",
    show: async (page) => {
      await payByGiftCard(page, "999999");
      await page.waitForSelector("[role=alert]");
    },
  },
  {
    name: "a payment that is over, with a rest to pay",
    show: async (page) => {
      await payByGiftCard(page, "111112");
      await page.waitForURL(`${simulator.url}/shop**`);
      await page.goBack();
      await page.reload();
      await page.waitForSelector("main a.button");
    },
  },
  {
    name: "a payment of nobody",
    show: async (page) => void (await page.goto(`${simulator.url}/bank/pay/bp_0`)),
  },
];

for (const { name, show } of pages) {
  test(`${name}: no serious barrier, not wider than 320 pixels, nothing from elsewhere`, async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const watched = watch(page, [simulator.url]);
    await show(page);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await seriousBarriers(page), []);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await seriousBarriers(page), [], "dark");
    assert.deepEqual(watched.complaints(), []);
  });
}

test("a shopper without script chooses with one button and is back at the shop", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(await pageOf({}));
  await page.selectOption("select[name=scenario]", "failure");
  assert.equal(await page.locator(submit).count(), 1);
  await page.click(submit);
  await page.waitForURL(`${simulator.url}/shop**`);
});
