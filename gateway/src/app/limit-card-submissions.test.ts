import assert from "node:assert/strict";
import { test } from "node:test";
import { type Card, parsePan } from "#domain/card/card.ts";
import { parseExpiryYymm } from "#domain/card/card.ts";
import type { RateLimit, RateLimits } from "#domain/limit/rate-limit.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Dependencies } from "./dependencies.ts";
import { limitCardSubmissions } from "./limit-card-submissions.ts";

// Goal: which counts a submitted card is in. Method: a limiter that notes what it is asked and refuses one limit.

const limit = (name: string): RateLimit => ({
  name,
  most: 1,
  periodMs: 1_000,
  share: 1,
  withoutStore: "fail",
});

function house(refused: string | null): { readonly deps: Dependencies; readonly asked: string[] } {
  const asked: string[] = [];
  const limits: Partial<RateLimits> = {
    cardsByLink: limit("link"),
    cardsByAddress: limit("address"),
    cardsByNumber: limit("number"),
  };
  const deps: unknown = {
    rateLimits: limits,
    rateLimiter: {
      take: async ({ name }: RateLimit, subject: string) => {
        asked.push(`${name}: ${subject}`);
        return name === refused ? { kind: "refused", retryAfterS: 7 } : { kind: "taken" };
      },
    },
    vault: { fingerprint: () => "hash-of-the-card" },
    clock: { now: () => 0 },
    log: { warn: () => undefined },
  };
  return { deps: deps as Dependencies, asked };
}

function cardOf(number: string): Card {
  const pan = parsePan(number);
  const expiry = parseExpiryYymm("3012");
  assert.ok(pan !== null && expiry !== null);
  return { pan, brand: "VISA", expiry, holderName: null, cvc: null };
}

const site = (fraudRules: string): Site => ({ id: 1, settings: { fraudRules } }) as unknown as Site;
const documented = cardOf("4111111111111111");
/** Passes Luhn, and is no documented card. */
const somebodys = cardOf("0000000000000000");

test("a card is counted by its page, its line and its number", async () => {
  const { deps, asked } = house(null);
  const taking = await limitCardSubmissions(deps, {
    site: site("live-cards"),
    card: somebodys,
    address: "198.51.100.7",
    link: "token",
  });
  assert.equal(taking.kind, "taken");
  assert.deepEqual(asked, ["link: token", "address: 198.51.100.7", "number: hash-of-the-card"]);
});

test("a documented test card counts for its page only, unless the site wants all looked at", async () => {
  const submission = { card: documented, address: "198.51.100.7", link: "token" };
  const usual = house(null);
  await limitCardSubmissions(usual.deps, { ...submission, site: site("live-cards") });
  assert.deepEqual(usual.asked, ["link: token"]);
  const all = house(null);
  await limitCardSubmissions(all.deps, { ...submission, site: site("all") });
  assert.equal(all.asked.length, 3);
});

test("switched-off fraud rules do not let somebody's card be tried without end", async () => {
  const { deps, asked } = house(null);
  await limitCardSubmissions(deps, { site: site("off"), card: somebodys, address: null, link: null });
  assert.deepEqual(asked, ["number: hash-of-the-card"]);
});

for (const name of ["link", "address", "number"]) {
  test(`a card is refused when the ${name} is used up, with the wait`, async () => {
    const { deps } = house(name);
    const taking = await limitCardSubmissions(deps, {
      site: site("live-cards"),
      card: somebodys,
      address: "198.51.100.7",
      link: "token",
    });
    assert.deepEqual(taking, { kind: "refused", retryAfterS: 7 });
  });
}
