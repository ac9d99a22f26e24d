import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "../money.ts";
import type { Cart } from "../order/cart.ts";
import { parseCart } from "../order/cart.ts";
import { addShipping } from "./shipping-line.ts";
import { parseShippingMethods, type ShippingMethod } from "./shipping-method.ts";

// Goal: what a shipment adds to a cart and to the amount, to the cent.

function cartOf(items: readonly object[], taxTables: object): Cart {
  const cart = parseCart({
    shoppingCart: { items },
    checkoutOptions: { tax_tables: taxTables },
    currency: "EUR",
    amount: minor(1n),
    mustMatch: false,
  });
  assert.ok(cart.ok && cart.value !== null);
  return cart.value;
}

function methodOf(price: string): ShippingMethod {
  const shippingMethods = { flat_rate_shipping: [{ name: "Post", price }] };
  const methods = parseShippingMethods({ shipping_methods: shippingMethods }, "EUR");
  const method = methods.ok ? methods.value[0] : undefined;
  assert.ok(method !== undefined);
  return method;
}

const lamp = { name: "Lamp", unit_price: "5.00", quantity: 2 };

test("a taxed shipment costs its price with the default rate", () => {
  const cart = cartOf([lamp], { default: { rate: 0.21, shipping_taxed: true } });
  const shipped = addShipping(cart, methodOf("4.95"), "EUR");
  assert.equal(shipped.cost, 599n);
  assert.equal(shipped.cart.orderTotal, "18.09");
  assert.equal(shipped.cart.totalTax, "3.14");
  const line = shipped.cart.items[1];
  assert.deepEqual(
    [line?.merchantItemId, line?.unitPrice, line?.quantity, line?.taxTableSelector],
    ["msp-shipping", 4.95, 1, ""],
  );
});

test("an untaxed shipment selects a table that taxes nothing, made where the shop has none", () => {
  const shipped = addShipping(cartOf([lamp], { default: { rate: 0.21 } }), methodOf("4.95"), "EUR");
  assert.equal(shipped.cost, 495n);
  assert.equal(shipped.cart.items[1]?.taxTableSelector, "none");
  assert.deepEqual(
    shipped.cart.taxTables.alternate.map(({ name }) => name),
    ["none"],
  );
});

test("the shop's own table without tax is used before one is made", () => {
  const alternate = [
    { name: "none", rules: [{ rate: 0.09 }] },
    { name: "free", rules: [{ rate: 0 }] },
  ];
  const tables = { default: { rate: 0.21 }, alternate };
  const shipped = addShipping(cartOf([lamp], tables), methodOf("4.95"), "EUR");
  assert.equal(shipped.cart.items[1]?.taxTableSelector, "free");
  assert.equal(shipped.cart.taxTables.alternate.length, 2);
});

test("a name of the shop's is not taken for the table that is made", () => {
  const tables = { default: { rate: 0.21 }, alternate: [{ name: "none", rules: [{ rate: 0.09 }] }] };
  const shipped = addShipping(cartOf([lamp], tables), methodOf("4.95"), "EUR");
  assert.equal(shipped.cart.items[1]?.taxTableSelector, "none-");
  assert.equal(shipped.cost, 495n);
});

test("the cost is the difference of the totals, so fractions of a cent are rounded once", () => {
  const item = { name: "Screw", unit_price: "0.004", quantity: 1 };
  const cart = cartOf([item], { default: { rate: 0, shipping_taxed: true } });
  const shipped = addShipping(cart, methodOf("0.004"), "EUR");
  assert.equal(cart.orderTotal, "0.00");
  assert.equal(shipped.cart.orderTotal, "0.01");
  assert.equal(shipped.cost, 1n);
});
