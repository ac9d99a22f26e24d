import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSignature } from "./signature.ts";

/** The test vector of the notification contract. */
const vector = {
  apiKey: "0123456789abcdef0123456789abcdef01234567",
  rawBody:
    '{"amount":1000,"amount_refunded":0,"currency":"EUR","description":"product description","financial_status":"completed","order_id":"my-order-id-1","status":"completed","transaction_id":123456789}',
  auth: "MTc2NzIyNTYwMDo0NzgyMDU2YzJhYzc5YmVjYjVmNzA2NTAzZWMzNjI4ZDE5OTE2ZGU1YjkzNGE1MDQ2MTExMjI3MTFlN2IyY2MxNWJhNWFhMzQ0MTk5ZDYxZTg0ZTExYjE4Y2U1ZGMzMzAyOTg4MzdjZGVmZGU0MGFkMTNkNGY3ZDhiZTI5OTA0MA==",
  now: new Date(1_767_225_600_000),
};

test("verifies the signature of the contract's test vector, with space around the key", () => {
  assert.equal(checkSignature(vector), "verified");
  assert.equal(checkSignature({ ...vector, apiKey: ` ${vector.apiKey}\n` }), "verified");
});

test("knows a changed body and a foreign key", () => {
  assert.equal(checkSignature({ ...vector, rawBody: `${vector.rawBody} ` }), "wrong");
  assert.equal(checkSignature({ ...vector, apiKey: "another-key" }), "wrong");
});

test("refuses a signature that is older than ten minutes", () => {
  assert.equal(checkSignature({ ...vector, now: new Date(1_767_226_200_000) }), "verified");
  assert.equal(checkSignature({ ...vector, now: new Date(1_767_226_201_000) }), "stale");
});

test("tells a missing header from one that is no signature", () => {
  assert.equal(checkSignature({ ...vector, auth: undefined }), "missing");
  assert.equal(
    checkSignature({ ...vector, auth: Buffer.from("1767225600:abc").toString("base64") }),
    "malformed",
  );
});
