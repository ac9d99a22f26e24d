import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "#domain/money.ts";
import { parseCart } from "#domain/order/cart.ts";
import { cartLines } from "./cart-lines.ts";

function cartOf(count: number): Parameters<typeof cartLines>[0] {
  const items = Array.from({ length: count }, (_, index) => ({
    name: `Lamp ${index}`,
    quantity: 2,
    unit_price: 1,
  }));
  const parsed = parseCart({
    shoppingCart: { items },
    checkoutOptions: {},
    currency: "EUR",
    amount: minor(1_000n),
    mustMatch: false,
  });
  assert.ok(parsed.ok);
  return parsed.value;
}

test("a cart is a line for each item, and no cart no line", () => {
  assert.deepEqual(cartLines(cartOf(2)), ["2 × Lamp 0", "2 × Lamp 1"]);
  assert.deepEqual(cartLines(null), []);
});

test("a long cart ends in an ellipsis", () => {
  assert.equal(cartLines(cartOf(20)).at(-1), "2 × Lamp 19");
  const lines = cartLines(cartOf(21));
  assert.equal(lines.length, 20);
  assert.equal(lines.at(-1), "…");
});
