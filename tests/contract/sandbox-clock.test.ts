import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import { textAt } from "../support/json.ts";
import { startWorld } from "../support/world.ts";

// Goal: the clock of the sandbox moves forward, by its owner only, and never by accident. Contract: edges.md.

const world = await startWorld();
after(() => world.stop());

const clockUrl = `${world.gatewayUrl}/sandbox/clock`;
const advance = (
  body: string,
  headers: Record<string, string> = { api_key: world.apiKey },
): ReturnType<typeof callJson> =>
  callJson(`${clockUrl}/advance`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

test("tells the time as ISO 8601 with a zone", async () => {
  const answer = await callJson(clockUrl, { method: "GET", headers: { api_key: world.apiKey } });
  assert.equal(answer.status, 200);
  assert.match(
    textAt(answer.body, "now"),
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
  );
});

test("moves forward by as much as it is told", async () => {
  const before = await world.clock.now();
  await world.clock.advance(3_600);
  const moved = (await world.clock.now()).getTime() - before.getTime();
  assert.ok(moved >= 3_600_000 && moved < 3_660_000, `${moved} ms`);
});

test("stays where it was moved to when the gateway is started again", async () => {
  await world.clock.advance(86_400);
  const before = await world.clock.now();
  await world.restartGateway();
  assert.ok((await world.clock.now()).getTime() >= before.getTime());
});

for (const body of ["-1", '"3600"', "null", "{}", "1e300", "2592001", "1.5e308", "true", "[60]"]) {
  const request = body === "{}" ? "{}" : `{"seconds":${body}}`;
  test(`refuses ${request} and stays`, async () => {
    const before = await world.clock.now();
    const answer = await advance(request);
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text}`);
    const moved = (await world.clock.now()).getTime() - before.getTime();
    assert.ok(moved >= 0 && moved < 60_000, `${moved} ms`);
  });
}

test("refuses who has no key", async () => {
  assert.equal((await advance('{"seconds":60}', {})).status, 401);
  assert.equal((await advance('{"seconds":60}', { api_key: "wrong-key-wrong-key" })).status, 401);
  assert.equal((await callJson(clockUrl, { method: "GET" })).status, 401);
});

test("thirty days at once are possible", async () => {
  const answer = await advance('{"seconds":2592000}');
  assert.equal(answer.status, 200);
});
