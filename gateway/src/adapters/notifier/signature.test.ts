import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "#domain/secret.ts";
import { instant } from "#domain/time.ts";
import { signNotification } from "./signature.ts";

const key = "0123456789abcdef0123456789abcdef01234567";
const sentAt = instant(1_767_225_600_000);
const body =
  '{"amount":1000,"amount_refunded":0,"currency":"EUR","description":"product description",' +
  '"financial_status":"completed","order_id":"my-order-id-1","status":"completed","transaction_id":123456789}';
const expected =
  "MTc2NzIyNTYwMDo0NzgyMDU2YzJhYzc5YmVjYjVmNzA2NTAzZWMzNjI4ZDE5OTE2ZGU1YjkzNGE1MDQ2MTExMjI3MTFlN2IyY2MxNWJhNWFh" +
  "MzQ0MTk5ZDYxZTg0ZTExYjE4Y2U1ZGMzMzAyOTg4MzdjZGVmZGU0MGFkMTNkNGY3ZDhiZTI5OTA0MA==";

test("the signature is the contract's test vector", () => {
  assert.equal(signNotification({ sentAt, body, apiKey: new Secret(key) }), expected);
});

test("white space around the key does not count", () => {
  assert.equal(signNotification({ sentAt, body, apiKey: new Secret(` ${key}\n`) }), expected);
});

test("another second, body or key gives another signature", () => {
  const others = [
    { sentAt: instant(1_767_225_601_000), body, apiKey: new Secret(key) },
    { sentAt, body: `${body} `, apiKey: new Secret(key) },
    { sentAt, body, apiKey: new Secret(key.toUpperCase()) },
  ];
  for (const other of others) assert.notEqual(signNotification(other), expected);
});
