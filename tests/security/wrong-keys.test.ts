import assert from "node:assert/strict";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { objectAt } from "../support/json.ts";
import { redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a key cannot be found by trying, and whoever has the right one is not shut out by those who try. Contract: edges.md.

const world = await startWorld();
after(() => world.stop());

test("after a hundred wrong keys a minute the next are refused with 429, and the right one goes on", async () => {
  const wrong = merchantApi(world.gatewayUrl, "0".repeat(40));
  const withinLimit = 99;
  for (let tried = 0; tried < withinLimit; tried += 1) {
    assertRefused(await wrong("GET", "/gateways"), { code: 1032, status: 401 });
  }
  const later = await Promise.all(Array.from({ length: 20 }, () => wrong("GET", "/gateways")));
  const refused = later.filter((answer) => answer.status === 429);
  assert.ok(refused.length >= 18, `${refused.length} of 20`);
  for (const answer of refused) {
    assert.equal(objectAt(answer.body)["success"], false);
    const seconds = Number(answer.headers.get("retry-after"));
    assert.ok(
      Number.isInteger(seconds) && seconds > 0 && seconds <= 60,
      answer.headers.get("retry-after") ?? "none",
    );
  }
  assertAccepted(await world.api("POST", "/orders", redirectOrder()));
});

test("a key that differs in its last character, its case or by what follows is wrong", async () => {
  for (const key of [
    world.apiKey.slice(0, -1),
    `${world.apiKey}0`,
    world.apiKey.toUpperCase(),
    `${world.apiKey}' or '1'='1`,
  ]) {
    const answer = await merchantApi(world.gatewayUrl, key)("GET", "/gateways");
    assert.ok([401, 429].includes(answer.status), `${answer.status}`);
  }
});
