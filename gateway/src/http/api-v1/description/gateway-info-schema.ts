import { Type } from "typebox";
import { flag, text } from "./members.ts";

const card = Type.Object(
  {
    card_number: Type.Optional(
      Type.String({ pattern: "^[\\d -]{12,40}$", description: "12 to 19 digits, Luhn." }),
    ),
    card_holder_name: Type.Optional(text(100, "As it is on the card.")),
    card_expiry_date: Type.Optional(Type.String({ pattern: "^\\d{4}$", description: "YYMM." })),
    card_cvc: Type.Optional(
      Type.String({
        pattern: "^\\d{3,4}$",
        description: "4 digits for American Express. Not needed for Maestro and `moto`.",
      }),
    ),
    flexible_3d: Type.Optional(flag("false: no 3-D Secure, the shop bears the risk.")),
    moto: Type.Optional(flag("The order came by mail or telephone: no shopper, no 3-D Secure.")),
    term_url: Type.Optional(
      Type.String({
        description:
          "Where the bank sends the shopper after a challenge that the shop renders itself. Left out where it is no URL.",
      }),
    ),
  },
  {
    title: "CardInformation",
    description: "The card of a direct order. Its number and CVC are never kept in clear and never answered.",
  },
);

const bank = Type.Object(
  {
    issuer_id: Type.Optional(
      Type.String({ pattern: "^\\d{4}$", description: "iDEAL: a code of `GET /issuers/ideal`." }),
    ),
    account_holder_name: Type.Optional(text(100, "Holder of the shopper's account.")),
    account_holder_iban: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z]{2}\\d{2}[A-Za-z0-9 ]{10,46}$",
        description: "The shopper's account. Required for a direct DIRDEB order.",
      }),
    ),
    account_holder_bic: Type.Optional(text(20, "BIC of its bank.")),
  },
  {
    title: "BankInformation",
    description:
      "Banks and wallets: what the shop knows already. What is missing the provider asks the shopper.",
  },
);

const payLater = Type.Object(
  {
    birthday: Type.Optional(text(20, "Of the shopper; in any form, YYYY-MM-DD is safe.")),
    gender: Type.Optional(text(20, "Of the shopper.")),
    bank_account: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z]{2}\\d{2}[A-Za-z0-9 ]{10,46}$",
        description: "IBAN of the shopper.",
      }),
    ),
  },
  { title: "PayLaterInformation", description: "Pay later: what the provider has to know of the shopper." },
);

/** `gateway_info` of a direct order, by the family of its gateway. */
export const gatewayInfo = Type.Union([card, bank, payLater], {
  description: "What a direct order is paid with: members of the gateway's own family; others are ignored.",
});
