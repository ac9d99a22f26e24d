import { findForms } from "./markup.ts";
import type { Page, Visitor } from "./forms.ts";

/** What a shopper tells FastCheckout, by the names of the inputs. */
export const shopperDetails: Readonly<Record<string, string>> = {
  first_name: "Sam",
  last_name: "Sample",
  address1: "Example Street",
  house_number: "39C",
  zip_code: "1033SC",
  city: "Amsterdam",
  country: "NL",
  email: "shopper@example.com",
  phone: "0200000000",
};

/** Whether the page asks what a FastCheckout order leaves open. */
export const asksForDetails = (page: Page): boolean => checkoutForm(page) !== undefined;

export const namesAsked = (page: Page): readonly string[] => [
  ...new Set(checkoutForm(page)?.fields.map(({ name }) => name)),
];

/** Fills in what the page asks and goes on; `answers` replace or add. */
export async function submitDetails(
  shopper: Visitor,
  page: Page,
  answers: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const form = checkoutForm(page);
  const asked = Object.entries({ ...shopperDetails, shipping_method: "0" }).filter(([name]) =>
    form?.fields.some((field) => field.name === name),
  );
  return await shopper.submit(page, { values: { ...Object.fromEntries(asked), ...answers } });
}

const checkoutForm = (page: Page) => findForms(page.html).find(({ action }) => action.includes("/checkout"));
