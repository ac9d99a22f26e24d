import type { OpenQuestions } from "#domain/checkout/checkout.ts";
import { one, zero } from "#domain/decimal.ts";
import type { Cart } from "#domain/order/cart.ts";
import { addressInputs, checkoutInputs, deliveryInput } from "../checkout-fields.ts";
import type { CheckoutError } from "../checkout-form.ts";
import { checkoutView } from "../checkout-view.ts";
import type { PageContext } from "./page-context.ts";
import type { PageViews } from "./page-views.ts";

const questionsOf = (text: string): OpenQuestions => ({
  fields: [
    "firstName",
    "lastName",
    "address1",
    "houseNumber",
    "zipCode",
    "city",
    "country",
    "email",
    "phone",
    "companyName",
  ],
  shippingMethods: [
    { kind: "pickup", name: text, provider: text, price: zero, allowedAreas: [], excludedAreas: [] },
    { kind: "flat-rate", name: text, provider: "", price: one, allowedAreas: ["NL"], excludedAreas: [text] },
  ],
  isShipped: true,
  mayShipElsewhere: true,
  deliveryCountry: null,
  allowedCountries: ["NL", "BE"],
});

const cart: Cart = {
  items: [],
  taxTables: { default: { rate: "0.21", shippingTaxed: true }, alternate: [] },
  fastCheckout: {},
  totalTax: "0.00",
  orderTotal: "0.00",
};

const everywhere = [
  ...checkoutInputs,
  ...addressInputs.map((name) => deliveryInput(name)),
  "shipping_method",
] as const;
const errors: readonly CheckoutError[] = ["missing", "not-delivered", "not-shipped"];

/** The form of a FastCheckout order, refused in every way beside every field, with the shop's text in it. */
export const everyCheckout = (views: PageViews, page: PageContext): readonly [string, string][] =>
  errors.map((error) => {
    const refused = {
      errors: Object.fromEntries(everywhere.map((input) => [input, error])),
      values: { first_name: "Sam", shipping_method: "1" },
      shipsElsewhere: true,
    };
    const { locale, money } = page;
    const shown = checkoutView({ money, cart }, questionsOf(page.description), refused, locale);
    return [`checkout refused with ${error}`, views.checkoutPage({ page, ...shown })];
  });
