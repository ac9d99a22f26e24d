import assert from "node:assert/strict";
import { test } from "node:test";
import { minor, type Money } from "#domain/money.ts";
import { type Cart, parseCart } from "#domain/order/cart.ts";
import { cartSummary, emptyCart } from "./cart-lines.ts";

const euro = (amount: bigint): Money => ({ amount: minor(amount), currency: "EUR" });

function cartOf(items: readonly object[], amount: bigint): Cart {
  const parsed = parseCart({
    shoppingCart: { items },
    checkoutOptions: { tax_tables: { default: { rate: 0.21 } } },
    currency: "EUR",
    amount: minor(amount),
    mustMatch: false,
  });
  assert.ok(parsed.ok && parsed.value !== null);
  return parsed.value;
}

const lamp = { name: "Lamp", quantity: 2, unit_price: 10 };
const discount = { name: "Discount", quantity: 1, unit_price: -4 };

test("a cart is a line for each item with what it costs with tax, and no cart no line", () => {
  const { lines } = cartSummary(cartOf([lamp, discount], 1_936n), euro(1_936n), "nl_NL");
  assert.deepEqual(lines, [
    { quantity: "2", name: "Lamp", total: "€\u00a024,20" },
    { quantity: "1", name: "Discount", total: "−€\u00a04,84" },
  ]);
  assert.deepEqual(cartSummary(null, euro(1n), "nl_NL"), emptyCart);
});

test("a cart that does not come to the amount tells no prices", () => {
  const { lines } = cartSummary(cartOf([lamp], 1_000n), euro(1_000n), "en_US");
  assert.deepEqual(lines, [{ quantity: "2", name: "Lamp", total: null }]);
});

test("a quantity is written as the locale writes numbers", () => {
  const half = { ...lamp, quantity: "1.5" };
  assert.equal(cartSummary(cartOf([half], 1n), euro(1n), "de_DE").lines[0]?.quantity, "1,5");
});

test("of a long cart twenty lines are shown and the rest is counted", () => {
  const items = Array.from({ length: 23 }, () => lamp);
  const { lines, left } = cartSummary(cartOf(items, 1n), euro(1n), "en_US");
  assert.equal(lines.length, 20);
  assert.equal(left, 3);
  assert.equal(cartSummary(cartOf(items.slice(3), 1n), euro(1n), "en_US").left, 0);
});
