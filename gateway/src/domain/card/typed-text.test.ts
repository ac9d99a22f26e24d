import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExpiryTyped, parsePan } from "./card.ts";
import { foldTyped } from "./typed-text.ts";

test("digits of full width and of Arabic keyboards are digits", () => {
  assert.equal(foldTyped("０１２３４５６７８９"), "0123456789");
  assert.equal(foldTyped("٠١٢٣٤٥٦٧٨٩"), "0123456789");
  assert.equal(foldTyped("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
});

test("a number that was copied with marks of direction, thin spaces and long dashes is read", () => {
  for (const text of [
    "\u200e4111\u20091111\u20091111\u20091111\u200f",
    "4111–1111—1111‑1111",
    "\u202d4111 1111 1111 1111\u202c",
    "４１１１　１１１１　１１１１　１１１１",
  ]) {
    assert.equal(parsePan(foldTyped(text))?.reveal(), "4111111111111111", text);
  }
});

test("an expiry is read with the slash and the digits of any keyboard", () => {
  for (const text of ["１２／２８", "١٢/٢٨", "12–28", "1２ ／ 2０28"]) {
    assert.equal(parseExpiryTyped(foldTyped(text)), "2812", text);
  }
});

test("other signs stay, and are refused by whoever reads digits", () => {
  assert.equal(parsePan(foldTyped("4111x1111x1111x1111")), null);
  assert.equal(parseExpiryTyped(foldTyped("twelve/28")), null);
});
