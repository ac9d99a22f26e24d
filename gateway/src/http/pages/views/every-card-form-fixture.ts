import { parseExpiryYymm } from "#domain/card/card.ts";
import type { CardSummary } from "#domain/card/card.ts";
import { cobrands } from "#domain/card/cobrand.ts";
import { methods as catalogue } from "#domain/method/catalogue.ts";
import { assert } from "#domain/result.ts";
import { recurringModels } from "#domain/token/recurring-model.ts";
import type { Customer } from "#domain/order/order.ts";
import { methodOptions } from "../method-options.ts";
import type { CardFormView } from "./card-form-page.ts";
import type { PageContext } from "./page-context.ts";
import type { PageViews } from "./page-views.ts";

const expiry = parseExpiryYymm("3008");
assert(expiry !== null, "no expiry");
const visa: CardSummary = { brand: "VISA", bin: "411111", last4: "1111", expiry, holderName: null };

/** The card form with what a shopper has saved, with two brands on a card, and with a card that is kept. */
export function everyCardForm(
  views: PageViews,
  page: PageContext,
  customer: Customer,
): readonly (readonly [string, string])[] {
  const plain: CardFormView = {
    page,
    brands: ["VISA", "MASTERCARD", "MAESTRO", "AMEX"],
    values: { holderName: "", expiry: "" },
    errors: {},
    chosen: null,
    methods: [],
    month: "2601",
  };
  const cards = [
    { token: "FRIBXuDL7Dx", card: visa },
    { token: "GRIBXuDL7Dx", card: { ...visa, cobrand: "DANKORT" } as const },
    { token: "HRIBXuDL7Dx", card: { ...visa, brand: "AMEX" } as const },
  ];
  const likely = catalogue.filter(({ id }) => id === "IDEAL");
  return [
    [
      "card form of a shopper with saved cards",
      views.cardFormPage({
        ...plain,
        saved: { cards, isRefused: false },
        likelyMethods: methodOptions(likely, customer, page.locale),
      }),
    ],
    [
      "card form of a shopper whose saved card is gone",
      views.cardFormPage({ ...plain, saved: { cards: [], isRefused: true } }),
    ],
    ...cobrands.map(
      (cobrand) =>
        [`card form of a card with ${cobrand}`, views.cardFormPage({ ...plain, cobrand })] as const,
    ),
    ...recurringModels.map(
      (keptFor) =>
        [`card form of a card kept for ${keptFor}`, views.cardFormPage({ ...plain, keptFor })] as const,
    ),
  ];
}
