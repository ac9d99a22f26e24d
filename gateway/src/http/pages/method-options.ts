import type { Customer } from "#domain/order/order.ts";
import {
  bancontactApp,
  type GatewayId,
  type Method,
  type ProviderMethod,
  type ProviderMethodId,
} from "#domain/method/catalogue.ts";
import { textsFor } from "./texts/language.ts";

/** A method of a provider as the pages show it. */
export interface MethodOption {
  readonly id: ProviderMethodId;
  /** In the page's language where the method has no name of its own. */
  readonly name: string;
  /** The shopper goes on to a page of the provider. */
  readonly hasCheckout: boolean;
  /** The provider has to be told more than the shop did. */
  readonly hasFields: boolean;
}

export const providerFieldNames = [
  "account_holder_name",
  "account_holder_iban",
  "birthday",
  "phone",
  "email",
] as const;
export type ProviderFieldName = (typeof providerFieldNames)[number];

export interface ProviderField {
  readonly name: ProviderFieldName;
  readonly isRequired: boolean;
}

/** What the shopper must (or may) tell for a method, beside what the shop told already. */
export function fieldsOfMethod(method: ProviderMethod, customer: Customer): readonly ProviderField[] {
  if (method.id === "DIRDEB") return required("account_holder_name", "account_holder_iban");
  if (method.id === "BANKTRANS") return [{ name: "account_holder_iban", isRequired: false }];
  const wanted = method.requiredCustomerData;
  const isMissing = (name: string, known: string | null): boolean =>
    wanted.includes(name) && (known ?? "") === "";
  return required(
    ...(wanted.includes("birthday") ? ["birthday" as const] : []),
    ...(isMissing("phone", customer.phone) ? ["phone" as const] : []),
    ...(isMissing("email", customer.email) ? ["email" as const] : []),
    ...(wanted.includes("bank_account") ? ["account_holder_iban" as const] : []),
  );
}

const required = (...names: readonly ProviderFieldName[]): readonly ProviderField[] =>
  names.map((name) => ({ name, isRequired: true }));

/** A method's name for a shopper: translated where it is no brand. */
export function methodName(id: GatewayId, brandName: string, locale: string): string {
  const names: Readonly<Partial<Record<string, string>>> = textsFor(locale).provider.names;
  return names[id] ?? brandName;
}

/** The methods of providers among the offered ones, and Bancontact, whose cards have a form of their own. */
export const methodOptions = (
  offered: readonly Method[],
  customer: Customer,
  locale: string,
): readonly MethodOption[] =>
  offered.flatMap((method) => {
    if (method.id === bancontactApp.id) return [bancontactCard];
    return method.kind === "card" ? [] : [methodOption(method, customer, locale)];
  });

const bancontactCard: MethodOption = {
  id: bancontactApp.id,
  name: bancontactApp.name,
  hasCheckout: false,
  hasFields: true,
};

/** Beside the form for Bancontact's cards. */
export const bancontactAppOption = (locale: string): MethodOption => ({
  id: bancontactApp.id,
  name: textsFor(locale).provider.payWithApp,
  hasCheckout: true,
  hasFields: false,
});

export const methodOption = (method: ProviderMethod, customer: Customer, locale: string): MethodOption => ({
  id: method.id,
  name: methodName(method.id, method.name, locale),
  hasCheckout: method.hasCheckout,
  hasFields: fieldsOfMethod(method, customer).length > 0,
});
