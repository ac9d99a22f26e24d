import type { Page as BrowserPage } from "playwright-core";
import { fieldNamed, type Page, type Visitor } from "./forms.ts";
import { cards } from "./orders.ts";

export interface TypedCard {
  readonly number?: string;
  readonly holder?: string;
  readonly expiry?: string;
  readonly cvc?: string;
}

const typed = (card: TypedCard): Required<TypedCard> => ({
  number: cards.visa,
  holder: "Sam Sample",
  expiry: "12/30",
  cvc: "123",
  ...card,
});

/** Names of the fields by what a browser would fill in. */
const autocompletes = { number: "cc-number", holder: "cc-name", expiry: "cc-exp", cvc: "cc-csc" } as const;

export async function submitCard(visitor: Visitor, form: Page, card: TypedCard = {}): Promise<Page> {
  const values = typed(card);
  return await visitor.submit(form, {
    values: {
      [fieldNamed(form.html, autocompletes.number)]: values.number,
      [fieldNamed(form.html, autocompletes.holder)]: values.holder,
      [fieldNamed(form.html, autocompletes.expiry)]: values.expiry,
      [fieldNamed(form.html, autocompletes.cvc)]: values.cvc,
    },
  });
}

export async function typeCard(page: BrowserPage, card: TypedCard = {}): Promise<void> {
  const values = typed(card);
  await page.fill(`[autocomplete=${autocompletes.number}]`, values.number);
  await page.fill(`[autocomplete=${autocompletes.holder}]`, values.holder);
  await page.fill(`[autocomplete=${autocompletes.expiry}]`, values.expiry);
  await page.fill(`[autocomplete=${autocompletes.cvc}]`, values.cvc);
}
