import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { objectAt, textAt } from "../support/json.ts";
import { cards, directOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: each published test card does what its line says. Method: a direct order; where the issuer asks, the shopper
// authenticates. Contract: cards-3ds.md §12.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Script {
  readonly number: string;
  readonly brand: string;
  readonly asks: "always" | "never" | "either";
  readonly status: string;
  readonly reasonCode?: string;
  /** Status three minutes later, where it changes. */
  readonly later?: string;
}

const scripts: readonly Script[] = [
  { number: cards.visa, brand: "VISA", asks: "always", status: "completed" },
  { number: cards.visaSecond, brand: "VISA", asks: "always", status: "completed" },
  { number: cards.mastercard, brand: "MASTERCARD", asks: "always", status: "completed" },
  { number: cards.maestro, brand: "MAESTRO", asks: "always", status: "completed" },
  { number: cards.amex, brand: "AMEX", asks: "always", status: "completed" },
  { number: cards.mastercardSeed, brand: "MASTERCARD", asks: "always", status: "completed" },
  { number: cards.visaUnclearedThenVoid, brand: "VISA", asks: "either", status: "uncleared", later: "void" },
  {
    number: cards.visaUnclearedThenCompleted,
    brand: "VISA",
    asks: "either",
    status: "uncleared",
    later: "completed",
  },
  { number: cards.amexUnclearedThenVoid, brand: "AMEX", asks: "either", status: "uncleared", later: "void" },
  {
    number: cards.visaAuthenticationFails,
    brand: "VISA",
    asks: "either",
    status: "declined",
    reasonCode: "3001",
  },
  {
    number: cards.amexAuthenticationFails,
    brand: "AMEX",
    asks: "either",
    status: "declined",
    reasonCode: "3001",
  },
  {
    number: cards.visaInsufficientFunds,
    brand: "VISA",
    asks: "always",
    status: "declined",
    reasonCode: "4002",
  },
  { number: cards.visaNotEnrolled, brand: "VISA", asks: "never", status: "completed" },
  { number: cards.amexNotEnrolled, brand: "AMEX", asks: "never", status: "completed" },
  { number: cards.maestroShort, brand: "MAESTRO", asks: "either", status: "completed" },
  { number: cards.maestroDocumented, brand: "MAESTRO", asks: "either", status: "completed" },
];

for (const script of scripts) {
  test(`${script.number} is ${script.brand} and ends ${script.status}${script.later === undefined ? "" : `, then ${script.later}`}`, async () => {
    const before = await world.controls.books();
    const created = assertAccepted(await api("POST", "/orders", directOrder({}, { number: script.number })));
    const orderId = textAt(created["order_id"]);
    const asked = "customer_verification" in created;
    if (script.asks !== "either") assert.equal(asked, script.asks === "always");
    if (asked) {
      const challenge = await reachChallenge(
        shopper,
        await shopper.submitHtml(textAt(created, "customer_verification", "html")),
      );
      // A card scripted to fail must fail even when its holder authenticates.
      if (isChallenge(challenge)) await answerChallenge(shopper, challenge, "Y");
    }
    assert.equal(await statusesOf(api, orderId), `${script.status}/${script.status}`);
    const order = assertAccepted(await readOrder(api, orderId));
    assert.equal(objectAt(order["payment_details"])["type"], script.brand);
    if (script.reasonCode !== undefined) assert.equal(order["reason_code"], script.reasonCode);

    if (script.later !== undefined) {
      await world.clock.advance(150);
      assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
      await world.clock.advance(31);
      assert.equal(await statusesOf(api, orderId), `${script.later}/${script.later}`);
    }
    const isPaid = (script.later ?? script.status) === "completed";
    assert.equal((await world.controls.books()).heldMinor - before.heldMinor, isPaid ? 1000 : 0);
  });
}

for (const expiry of ["1612", "2512"]) {
  test(`the expiry ${expiry} of the published requests does not count against a test card`, async () => {
    const body = directOrder({}, { expiry }, { flexible_3d: false });
    assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
  });
}
