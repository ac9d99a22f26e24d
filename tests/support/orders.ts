import { randomBytes } from "node:crypto";

/** An order body as a shop would post it; tests add, replace and leave out members. */
export type OrderBody = Record<string, unknown>;

/** The public test cards of the contract (cards-3ds.md §12 and §13). */
export const cards = {
  visa: "4111111111111111",
  visaSecond: "4761340000000019",
  mastercard: "5500000000000004",
  mastercardSeed: "5555555555554444",
  maestro: "6799990000000000011",
  amex: "374500000000015",
  visaUnclearedThenVoid: "4917300000000008",
  visaUnclearedThenCompleted: "4462000000000003",
  amexUnclearedThenVoid: "378734493671000",
  visaAuthenticationFails: "4012001037461114",
  amexAuthenticationFails: "374200000000004",
  visaInsufficientFunds: "4012001038488884",
  visaNotEnrolled: "4012001038443335",
  amexNotEnrolled: "378282246310005",
  maestroShort: "6759000000005",
  maestroDocumented: "5747906991001442",
  bancontact: "67034500054620008",
  bancontactAuthenticationFails: "67039902990000045",
  bancontactInsufficientFunds: "67039902990000011",
  bancontactNotEnrolled: "67034500054610009",
} as const;

/** An order id nobody else uses. */
export const newOrderId = (prefix = "order"): string => `${prefix}-${randomBytes(6).toString("hex")}`;

/** The shortest useful request. */
export const redirectOrder = (members: OrderBody = {}): OrderBody => ({
  type: "redirect",
  order_id: newOrderId(),
  currency: "EUR",
  amount: 1000,
  description: "Two tickets",
  ...members,
});

export interface CardInput {
  readonly number?: string;
  readonly expiry?: string | number;
  readonly cvc?: string;
}

export const cardInfo = ({ number = cards.visa, expiry = "3012", cvc }: CardInput = {}): OrderBody => ({
  card_number: number,
  card_holder_name: "Sam Sample",
  card_expiry_date: expiry,
  card_cvc: cvc ?? (isAmex(number) ? "1234" : "123"),
});

const isAmex = (number: string): boolean => /^3[47]/.test(number);

/** A server-to-server card order; `gatewayInfo` is laid over the card's members. */
export const directOrder = (
  members: OrderBody = {},
  card: CardInput = {},
  gatewayInfo: OrderBody = {},
): OrderBody => ({
  ...redirectOrder(),
  type: "direct",
  gateway: "CREDITCARD",
  customer: {
    locale: "nl_NL",
    ip_address: "192.0.2.10",
    first_name: "Sam",
    last_name: "Sample",
    country: "NL",
    email: "shopper@example.com",
  },
  gateway_info: { ...cardInfo(card), ...gatewayInfo },
  ...members,
});

/** A direct order whose outcome stands in the create response. */
export const directOrderWithout3ds = (members: OrderBody = {}, card: CardInput = {}): OrderBody =>
  directOrder(members, card, { flexible_3d: false });

/** A FastCheckout order whose page asks for everything. */
export const checkoutOrder = (members: OrderBody = {}): OrderBody => ({
  ...redirectOrder(),
  type: "checkout",
  amount: 1210,
  shopping_cart: {
    items: [{ name: "Lamp & shade", unit_price: "5.00", quantity: 2, merchant_item_id: "L" }],
  },
  checkout_options: {
    no_shipping_method: false,
    use_shipping_notification: true,
    shipping_methods: {
      pickup: { name: "Shop", provider: "own", price: "0.00" },
      flat_rate_shipping: [
        { id: "post", name: "Post", price: "4.95", allowed_areas: ["NL", "BE"], excluded_areas: [] },
        { id: "world", name: "World & sea", price: "20.00", excluded_areas: ["NL", "US"] },
      ],
    },
    tax_tables: { default: { shipping_taxed: true, rate: 0.21 } },
  },
  ...members,
});
