import { setTimeout as pause } from "node:timers/promises";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, type ChallengeChoice, isChallenge, reachChallenge } from "../support/challenge.ts";
import { type Page, type Visitor, visitor } from "../support/forms.ts";
import { cards } from "../support/orders.ts";
import { securityCode, typedExpiry } from "./order-body.ts";
import type { Payment } from "./story.ts";

/** A shopper with a browser that gives up after a while, opens the page again, and in the end goes away. */
export interface ShopperVisits {
  pay(payment: Payment, paymentUrl: string): Promise<void>;
  /** Visits that broke off and were begun anew. */
  brokenOff(): number;
}

const visitsAtMost = 3;
const pauseMs = 500;

export function startShopper(publicUrl: string, simulatorUrl: string): ShopperVisits {
  const browser = visitor([publicUrl, simulatorUrl]);
  let broken = 0;
  return {
    brokenOff: () => broken,
    async pay(payment, paymentUrl) {
      for (let visit = 1; visit <= visitsAtMost; visit += 1) {
        try {
          return await once(browser, payment, paymentUrl);
        } catch {
          // A page that did not come, or one without the form that was expected: the order has gone on without us.
          broken += 1;
          await pause(pauseMs * visit);
        }
      }
      return undefined;
    },
  };
}

async function once(browser: Visitor, payment: Payment, paymentUrl: string): Promise<void> {
  switch (payment.kind) {
    case "challenged card":
      return await challenge(browser, await browser.open(paymentUrl), payment.choice);
    case "card on the page": {
      const form = await browser.open(paymentUrl);
      return await challenge(browser, await typeCard(browser, form, payment.card), payment.choice);
    }
    case "second try": {
      const declined = await typeCard(browser, await browser.open(paymentUrl), cards.visaInsufficientFunds);
      if (declined.status >= 500) throw new Error("no page");
      await browser.post(paymentUrl.replace("/?", "/retry?"), {});
      await typeCard(browser, await browser.open(paymentUrl), payment.card);
      return undefined;
    }
    case "bank page":
    case "pay later":
      return await atTheBank(browser, payment, paymentUrl);
    case "gift card":
      return await redeem(browser, payment.number, paymentUrl);
    case "direct card":
    case "kept card":
    case "direct debit":
    case "bank transfer":
    case "invoice":
    case "unvisited page":
      return undefined;
  }
}

const typeCard = (browser: Visitor, form: Page, number: string): Promise<Page> =>
  submitCard(browser, form, { number, expiry: typedExpiry, cvc: securityCode(number) });

async function challenge(browser: Visitor, first: Page, choice: ChallengeChoice | "leave"): Promise<void> {
  const page = await reachChallenge(browser, first);
  if (choice !== "leave" && isChallenge(page)) await answerChallenge(browser, page, choice);
}

async function atTheBank(
  browser: Visitor,
  payment: Extract<Payment, { kind: "bank page" | "pay later" }>,
  paymentUrl: string,
): Promise<void> {
  const gateway = payment.kind === "pay later" ? "KLARNA" : payment.gateway;
  const isThere = payment.kind === "bank page" && payment.isDirect;
  const first = await browser.open(paymentUrl);
  const page = isThere ? first : await browser.submit(first, { values: { gateway } });
  if (payment.scenario !== "leave") await browser.submit(page, { values: { scenario: payment.scenario } });
}

/** What the gift card does not pay is paid by card. */
async function redeem(browser: Visitor, number: string, paymentUrl: string): Promise<void> {
  const [base = ""] = paymentUrl.split("?");
  const bank = await browser.post(`${base}method`, { gateway: "VVVGIFTCRD" });
  const page = await browser.submit(bank, { values: { number, security_code: "1234" } });
  if (page.leftFor === null) await challenge(browser, await typeCard(browser, page, cards.visa), "Y");
}
