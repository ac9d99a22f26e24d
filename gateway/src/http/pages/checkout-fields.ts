import type { CheckoutField } from "#domain/checkout/checkout.ts";

/** Names of the inputs, which are the wire names of what they ask. */
export const addressInputs = [
  "first_name",
  "last_name",
  "address1",
  "house_number",
  "zip_code",
  "city",
  "country",
] as const;
export const checkoutInputs = [...addressInputs, "email", "phone", "company_name"] as const;
export type AddressInput = (typeof addressInputs)[number];
export type CheckoutInput = (typeof checkoutInputs)[number];
export type DeliveryInput = `delivery_${AddressInput}`;
/** Whatever a sentence may stand beside. */
export type AnyCheckoutInput = CheckoutInput | DeliveryInput | "shipping_method";

export const inputOf: Readonly<Record<CheckoutField, CheckoutInput>> = {
  firstName: "first_name",
  lastName: "last_name",
  address1: "address1",
  houseNumber: "house_number",
  zipCode: "zip_code",
  city: "city",
  country: "country",
  email: "email",
  phone: "phone",
  companyName: "company_name",
};

/** Longest values and what a browser fills in (contract, orders.md §1.4; WHATWG HTML, autofill). */
export const particulars: Readonly<
  Record<
    CheckoutInput,
    { readonly most: number; readonly autocomplete: string; readonly inputMode: "text" | "email" | "tel" }
  >
> = {
  first_name: { most: 50, autocomplete: "given-name", inputMode: "text" },
  last_name: { most: 50, autocomplete: "family-name", inputMode: "text" },
  address1: { most: 64, autocomplete: "address-line1", inputMode: "text" },
  house_number: { most: 10, autocomplete: "address-line2", inputMode: "text" },
  zip_code: { most: 10, autocomplete: "postal-code", inputMode: "text" },
  city: { most: 50, autocomplete: "address-level2", inputMode: "text" },
  country: { most: 2, autocomplete: "country", inputMode: "text" },
  email: { most: 64, autocomplete: "email", inputMode: "email" },
  phone: { most: 25, autocomplete: "tel", inputMode: "tel" },
  company_name: { most: 100, autocomplete: "organization", inputMode: "text" },
};

export const deliveryInput = (name: AddressInput): DeliveryInput => `delivery_${name}`;
