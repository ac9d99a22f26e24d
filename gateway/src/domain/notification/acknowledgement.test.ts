import assert from "node:assert/strict";
import { test } from "node:test";
import { isAcknowledged } from "./acknowledgement.ts";

const filler = (length: number): string => "-".repeat(length);

test("status 200 with OK in the first 100 characters acknowledges, however it is written", () => {
  for (const body of ["OK", '"OK"', "ok", "Ok\n", "MULTISAFEPAY_OK", "<html>OK", `${filler(98)}OK`]) {
    assert.equal(isAcknowledged(200, body), true, body);
  }
});

test("MULTISAFEPAY_OK acknowledges at any place", () => {
  assert.equal(isAcknowledged(200, `${filler(60_000)}MULTISAFEPAY_OK`), true);
});

test("an empty, negative or late answer does not acknowledge", () => {
  const late = [`${filler(99)}OK`, `${filler(100)}OK`, `${filler(100)}multisafepay_ok`];
  for (const body of ["", "ng", "NOT_FOUND", "error", ...late]) {
    assert.equal(isAcknowledged(200, body), false, body);
  }
});

test("no status but 200 acknowledges", () => {
  for (const status of [100, 201, 202, 204, 301, 302, 400, 404, 500, 503]) {
    assert.equal(isAcknowledged(status, "OK MULTISAFEPAY_OK"), false, String(status));
  }
});
