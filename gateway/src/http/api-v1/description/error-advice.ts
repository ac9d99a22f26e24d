import type { RefusalCode } from "#domain/refusal.ts";

export interface Advice {
  /** When it happens. */
  readonly means: string;
  /** What the shop does about it. */
  readonly remedy: string;
}

const mendRequest = "Mend the request and send it again; nothing was stored.";

/** Each code in the words of a shop's developer. A new code of the catalogue does not compile without its line here. */
export const errorAdvice: Readonly<Record<RefusalCode, Advice>> = {
  404: {
    means: "There is no such call, or a refund names an order that does not exist.",
    remedy: "Compare method, path and order id with this description.",
  },
  409: {
    means: "A request with this Idempotency-Key is being carried out at this moment.",
    remedy:
      "Send the very same request again after Retry-After; it is answered like the first and done once.",
  },
  422: {
    means: "The Idempotency-Key came before with another method, path or body.",
    remedy: "Draw a new key for each thing that you want done, and repeat a request byte for byte.",
  },
  429: {
    means:
      "Within its time too many requests came from this address or with this key, more than 100 with a wrong key, too many payments by one card or from one shopper's address, or an order was to be told again more than five times in a quarter of an hour.",
    remedy:
      "Wait as long as Retry-After says. After wrong keys put the right one in; cards that are tried one after the other are no shopper's.",
  },
  503: {
    means: "The database cannot be reached at the moment.",
    remedy:
      "Send the very same request again after Retry-After. Under an Idempotency-Key it is carried out once; without one a payment link is recognised for five minutes.",
  },
  1000: {
    means:
      "The state of the order does not allow it, the card or account is none, or a token is not there or may not be charged.",
    remedy:
      "Read the order and compare its status with the page of states; let the shopper mend the card; list the tokens.",
  },
  1001: {
    means:
      "The amount is missing, no whole number of minor units, zero without a card check, or more than is left; or split payments are more than it.",
    remedy: "Send the amount in minor units: 1000 for EUR 10.00.",
  },
  1002: {
    means: "The currency is missing, not one of the payment method, or not that of the order.",
    remedy: "Send one that GET /payment-methods lists; for a refund that of the order.",
  },
  1003: {
    means: "A split payment names no account of a merchant.",
    remedy: "Send the account's number as merchant of each entry of affiliate.split_payments.",
  },
  1006: {
    means: "The order id is missing, unknown, longer than 50 characters, or used already.",
    remedy: "Give each order an id of its own; only unpaid orders that came to nothing may be posted anew.",
  },
  1007: {
    means: "An IP address is malformed, or missing where a direct order by card or pay later needs it.",
    remedy: "Send the shopper's address as customer.ip_address.",
  },
  1008: {
    means: "The description is missing, empty without its tags, or longer than 200 characters.",
    remedy: mendRequest,
  },
  1010: {
    means: "var1 to var3 or custom_info hold something else than text of at most 500 characters.",
    remedy: mendRequest,
  },
  1016: {
    means:
      "A part is missing or has the wrong form; the text says which. Also: the body is no JSON object, too large or too deep.",
    remedy: mendRequest,
  },
  1018: {
    means: "customer.country is no two-letter code of ISO 3166-1.",
    remedy: "Send NL, not Nederland.",
  },
  1021: {
    means: "The acquirer or the provider has not answered yet. What was asked for may be under way.",
    remedy: "Before repeating it read the order a minute later, or wait for the notification.",
  },
  1023: {
    means:
      "The payment method does not exist here, is not offered for direct orders, does not take this card, or is missing.",
    remedy: "Use one that GET /gateways lists.",
  },
  1025: {
    means: "The items of the cart are in different currencies.",
    remedy: "Send all items in the order's currency, or none with a currency.",
  },
  1026: {
    means: "The cart is in another currency than the order.",
    remedy: "Send all items in the order's currency, or none with a currency.",
  },
  1027: {
    means: "With validate_cart, or pay later: the cart with its taxes is not worth the amount.",
    remedy: "Reckon the amount from the cart, or leave validate_cart out where the method allows it.",
  },
  1028: {
    means: "A tax rate is no number between 0 and 1.",
    remedy: "Send 0.21 for 21 %.",
  },
  1029: {
    means: "An item names a tax table that is not in checkout_options.",
    remedy: "Send the table, or an empty tax_table_selector for the default.",
  },
  1030: {
    means: "An item is in a currency that is not known.",
    remedy: "Send all items in the order's currency, or none with a currency.",
  },
  1031: {
    means: "The unit_price of an item is missing or no number.",
    remedy: "Send major units as number or text: 10.5.",
  },
  1032: {
    means:
      "No key was sent, nobody has it, or an account's key was sent where a site's is needed. With a key of the other environment it is the same.",
    remedy: "Send the site's key in one of the three forms.",
  },
  1033: {
    means: "The order or the refund does not exist.",
    remedy: "Use the refund_id that the refund was answered with.",
  },
  1034: {
    means:
      "The order is not paid or charged back, less is left than is asked for, the time for refunds is over, the same amount went back within five minutes, or the refund is under way.",
    remedy: "Read the order: amount, amount_refunded and related_transactions tell what is left.",
  },
  1036: {
    means: "The gateway has no issuers to choose from, or issuer_id is none of iDEAL's.",
    remedy: "Send a code of GET /issuers/ideal, or none: the shopper chooses at the bank.",
  },
  9999: {
    means: "A mistake of ours. The incident id leads to its cause in the gateway's log.",
    remedy: "Read the order before repeating anything; report the incident id.",
  },
};
