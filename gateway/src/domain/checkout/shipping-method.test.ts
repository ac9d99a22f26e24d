import assert from "node:assert/strict";
import { test } from "node:test";
import { isShipped, deliversTo, parseShippingMethods } from "./shipping-method.ts";

const flatRate = (members: object = {}) => ({
  shipping_methods: { flat_rate_shipping: [{ name: "Post", price: "1", ...members }] },
});

test("pickup stands first, and neither has to be there", () => {
  const shippingMethods = {
    flat_rate_shipping: [{ name: "Post", price: 4.95 }],
    pickup: { name: "Shop", price: "0.00" },
  };
  const methods = parseShippingMethods({ shipping_methods: shippingMethods }, "EUR");
  assert.ok(methods.ok);
  assert.deepEqual(
    methods.value.map(({ kind, name }) => [kind, name]),
    [
      ["pickup", "Shop"],
      ["flat-rate", "Post"],
    ],
  );
  for (const none of [{}, { shipping_methods: [] }, { shipping_methods: { pickup: [] } }]) {
    assert.deepEqual(parseShippingMethods(none, "EUR"), { ok: true, value: [] });
  }
});

test("a shop that ships nothing offers no method, in whatever spelling it says so", () => {
  for (const flag of [true, "true", 1, "1"]) {
    const options = { ...flatRate(), no_shipping_method: flag };
    assert.deepEqual(parseShippingMethods(options, "EUR"), { ok: true, value: [] });
    assert.equal(isShipped(options), false);
  }
  assert.equal(isShipped(flatRate()), true);
});

for (const [what, members] of [
  ["without a name", { name: "" }],
  ["without a price", { price: null }],
  ["with a negative price", { price: "-1" }],
  ["with an absurd price", { price: "1000000.01" }],
  ["with a price that is no number", { price: "free" }],
  ["in another currency", { currency: "USD" }],
  ["with areas that are no list", { allowed_areas: "NL" }],
  ["with an area that is no text", { excluded_areas: [1] }],
] as const) {
  test(`a method ${what} is refused`, () => {
    const methods = parseShippingMethods(flatRate(members), "EUR");
    assert.equal(methods.ok, false);
  });
}

test("a method goes where it is allowed and not excluded; what is fetched goes everywhere", () => {
  const goes = (members: object, country: string): boolean => {
    const methods = parseShippingMethods(flatRate(members), "EUR");
    const method = methods.ok ? methods.value[0] : undefined;
    assert.ok(method !== undefined);
    return deliversTo(method, country);
  };
  assert.equal(goes({}, "NL"), true);
  assert.equal(goes({ allowed_areas: ["nl", "BE"] }, "NL"), true);
  assert.equal(goes({ allowed_areas: ["NL", "BE"] }, "DE"), false);
  assert.equal(goes({ excluded_areas: ["NL"] }, "NL"), false);
  assert.equal(goes({ allowed_areas: ["NL"], excluded_areas: ["NL"] }, "NL"), false);
});
