import assert from "node:assert/strict";
import { test } from "node:test";
import { paymentBody } from "../testing/bank-client.ts";
import { bankKey, openSimulator } from "../testing/running-simulator.ts";
import { signedHeaders } from "../testing/signed-request.ts";

// Goal: the bank books nothing for whom it does not know, and its time is moved by nobody else.

const nextKey = "n".repeat(32);
const body = JSON.stringify(paymentBody());
const creation = {
  method: "POST",
  path: "/bank/payments",
  headers: {
    "content-type": "application/json",
    "idempotency-key": "try-1",
    date: "Tue, 03 Feb 2026 10:00:00 GMT",
  },
  body,
} as const;
const right = signedHeaders(creation, bankKey);
const nowSeconds = Math.floor(Date.now() / 1000);
const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(creation.headers).filter(([one]) => one !== name));

for (const [what, headers, payload] of [
  ["unsigned", creation.headers, body],
  ["signed by a stranger", signedHeaders(creation, "s".repeat(32)), body],
  ["signed long ago", signedHeaders(creation, bankKey, { createdSeconds: nowSeconds - 400 }), body],
  ["signed ahead of time", signedHeaders(creation, bankKey, { createdSeconds: nowSeconds + 400 }), body],
  ["signed as a webhook", signedHeaders(creation, bankKey, { tag: "bank-link-webhook" }), body],
  [
    "signed for another path",
    signedHeaders({ ...creation, path: "/bank/payments/bp_1/cancel" }, bankKey),
    body,
  ],
  ["signed for another method", signedHeaders({ ...creation, method: "PUT" }, bankKey), body],
  ["with another body", right, JSON.stringify(paymentBody({ amount: 1 }))],
  ["with another key of its effect", { ...right, "idempotency-key": "try-2" }, body],
  ["with another time", { ...right, date: "Wed, 04 Feb 2026 10:00:00 GMT" }, body],
  ["that does not sign its time", signedHeaders({ ...creation, headers: without("date") }, bankKey), body],
  [
    "that does not sign the key of its effect",
    {
      ...signedHeaders({ ...creation, headers: without("idempotency-key") }, bankKey),
      "idempotency-key": "try-1",
    },
    body,
  ],
] as const) {
  test(`a request ${what} is refused with 401 and books nothing`, async (t) => {
    const { app } = openSimulator(t);
    const before = await app.inject({ method: "POST", url: creation.path, headers, payload });
    assert.equal(before.statusCode, 401, before.body);
    assert.match(before.body, /^\{"error":\{"code":"invalid","message":"[^"]+"\}\}$/);
    const read = await app.inject({ url: "/control/bank" });
    assert.equal(read.json<{ count: number }>().count, 0);
    const after = await app.inject({ method: "POST", url: creation.path, headers: right, payload: body });
    assert.equal(after.statusCode, 201);
  });
}

test("while a key is replaced both are believed, and without any nobody is", async (t) => {
  const { app } = openSimulator(t, { bankKeys: [nextKey, bankKey] });
  const post = async (key: string): Promise<number> => {
    const headers = signedHeaders(creation, key);
    return (await app.inject({ method: "POST", url: creation.path, headers, payload: body })).statusCode;
  };
  assert.deepEqual([await post(bankKey), await post(nextKey)], [201, 200]);
  const closed = openSimulator(t, { bankKeys: [] });
  const refused = await closed.app.inject({
    method: "POST",
    url: creation.path,
    headers: right,
    payload: body,
  });
  assert.equal(refused.statusCode, 401);
});
