import { Type } from "typebox";
import { flag, text } from "./members.ts";

const decimal = (description: string) =>
  Type.Union([Type.Number(), Type.String({ pattern: "^-?\\d+(?:\\.\\d+)?$" })], { description });

const rate = decimal("A fraction: 0.21 is 21 %.");

const weight = Type.Object(
  {
    unit: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    value: Type.Optional(Type.Union([Type.Number(), Type.String(), Type.Null()])),
  },
  { description: "Weight of one piece." },
);

const itemMembers = {
  name: text(2_000, "What is sold."),
  unit_price: decimal("Price of one piece without tax, in major units: 10.5 is EUR 10.50."),
  quantity: decimal("How many; may be a fraction."),
};

/** `shopping_cart` as a shop sends it. */
export const shoppingCart = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        ...itemMembers,
        currency: Type.Optional(
          Type.String({ description: "That of the order, which it is where none is given." }),
        ),
        description: Type.Optional(text(2_000, "More about it.")),
        merchant_item_id: Type.Optional(text(2_000, "The shop's article number.")),
        tax_table_selector: Type.Optional(
          text(2_000, "Name of an alternate tax table; empty: the default table."),
        ),
        weight: Type.Optional(weight),
        image: Type.Optional(text(2_000, "Address of a picture.")),
        product_url: Type.Optional(text(2_000, "Address of the product.")),
        cashback: Type.Optional(Type.String()),
        options: Type.Optional(
          Type.Array(Type.Unknown(), { maxItems: 100, description: "Kept as it comes." }),
        ),
      }),
      { maxItems: 500 },
    ),
  },
  {
    title: "ShoppingCart",
    description: "What is bought. Prices are exact decimals; nothing is rounded before the total.",
  },
);

const taxRule = Type.Object({ country: Type.Optional(Type.String()), rate });

const shippingMethod = {
  name: Type.String(),
  price: Type.Union([Type.Number(), Type.String()], {
    description: "Major units without tax, 0 to 1000000.",
  }),
};

/** What FastCheckout offers the shopper. */
const shippingMethods = Type.Object(
  {
    pickup: Type.Optional(Type.Object({ ...shippingMethod, provider: Type.Optional(Type.String()) })),
    flat_rate_shipping: Type.Optional(
      Type.Array(
        Type.Object({
          ...shippingMethod,
          id: Type.Optional(Type.String()),
          allowed_areas: Type.Optional(
            Type.Array(Type.String(), { description: "Countries it goes to. Empty: all." }),
          ),
          excluded_areas: Type.Optional(Type.Array(Type.String())),
        }),
        { maxItems: 50 },
      ),
    ),
  },
  { description: "FastCheckout: the shopper chooses one; its price is added to cart and amount." },
);

/** `checkout_options` as a shop sends it. */
export const checkoutOptions = Type.Object(
  {
    validate_cart: Type.Optional(
      flag("Refuse the order (1027) where cart and amount differ by more than rounding."),
    ),
    no_shipping_method: Type.Optional(flag("FastCheckout: nothing is shipped.")),
    shipping_methods: Type.Optional(shippingMethods),
    tax_tables: Type.Optional(
      Type.Object({
        default: Type.Optional(
          Type.Object({ rate, shipping_taxed: Type.Optional(flag("Whether shipping is taxed.")) }),
        ),
        alternate: Type.Optional(
          Type.Array(
            Type.Object({
              name: Type.String({ description: "What `tax_table_selector` of an item names." }),
              standalone: Type.Optional(flag("Whether the default does not apply beside it.")),
              rules: Type.Array(taxRule, { maxItems: 100, description: "The first one counts." }),
            }),
            { maxItems: 100 },
          ),
        ),
      }),
    ),
  },
  { title: "CheckoutOptions", description: "How the cart is taxed." },
);

const echoedItem = Type.Object({
  ...itemMembers,
  cashback: Type.String(),
  currency: Type.String(),
  description: Type.String(),
  image: Type.String(),
  merchant_item_id: Type.String(),
  options: Type.Array(Type.Unknown()),
  product_url: Type.String(),
  tax_table_selector: Type.String(),
  weight,
});

/** The members of an order that was made with a cart. */
export const cartMembersOfOrder = {
  shopping_cart: Type.Optional(
    Type.Object({ items: Type.Array(echoedItem) }, { description: "The cart, every item with all members." }),
  ),
  checkout_options: Type.Optional(
    Type.Object(
      {
        default: Type.Object({ rate, shipping_taxed: Type.Boolean() }),
        alternate: Type.Array(
          Type.Object({ name: Type.String(), standalone: Type.Boolean(), rules: Type.Array(taxRule) }),
        ),
      },
      { description: "The tax tables, directly below it." },
    ),
  ),
  order_adjustment: Type.Optional(
    Type.Object(
      { total_adjustment: Type.String(), total_tax: Type.String() },
      { description: "In major units." },
    ),
  ),
  order_total: Type.Optional(
    Type.String({ description: "What the cart is worth with tax, in major units." }),
  ),
};
