import type { ProviderMethod } from "#domain/method/catalogue.ts";
import type { Customer } from "#domain/order/order.ts";
import { parseBirthday } from "#domain/payment/birthday.ts";
import { parseIban } from "#domain/payment/iban.ts";
import type { ProviderInput } from "#domain/payment/attempt.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { isPlainText } from "#domain/ids.ts";
import type { Fields } from "./card-form.ts";
import { fieldsOfMethod, type ProviderField, type ProviderFieldName } from "./method-options.ts";
import { textsFor } from "./texts/language.ts";
import { echoedText, isName } from "./typed-text.ts";
import type { TextField } from "./views/text-field.ts";

/** Longest that is read of a field. */
const longestField = 100;

export interface FilledIn {
  readonly input: ProviderInput;
  readonly customer: Partial<Customer>;
}

export interface RefusedFields {
  readonly errors: readonly ProviderFieldName[];
  readonly values: Readonly<Partial<Record<ProviderFieldName, string>>>;
}

/** What the shopper told for a method, or which fields he must look at again. */
export function parseProviderForm(
  fields: Fields,
  method: ProviderMethod,
  customer: Customer,
): Result<FilledIn, RefusedFields> {
  const values: Partial<Record<ProviderFieldName, string>> = {};
  const errors: ProviderFieldName[] = [];
  for (const field of fieldsOfMethod(method, customer)) {
    const typed = textOf(fields, field.name);
    const parsed = typed === "" && !field.isRequired ? "" : parseField(field.name, typed);
    if (parsed === null) errors.push(field.name);
    values[field.name] = parsed ?? echoedText(typed, longestField);
  }
  if (errors.length > 0) return refuse({ errors, values });
  const iban = values.account_holder_iban ?? "";
  const holder = values.account_holder_name ?? "";
  return ok({
    input: {
      issuer: null,
      account: iban === "" ? null : { holder: holder === "" ? null : holder, iban, bic: null },
      birthday: values.birthday ?? null,
      gender: null,
      token: null,
    },
    customer: {
      ...(values.phone === undefined ? {} : { phone: values.phone }),
      ...(values.email === undefined ? {} : { email: values.email }),
    },
  });
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" && isPlainText(value) ? value.trim() : "";
}

/** The value as it is kept, or null where it will not do. */
function parseField(name: ProviderFieldName, typed: string): string | null {
  if (typed.length > longestField) return null;
  switch (name) {
    case "account_holder_iban":
      return parseIban(typed);
    case "birthday":
      return parseBirthday(typed);
    case "email":
      return parseEmail(typed);
    case "phone":
      return parsePhone(typed);
    case "account_holder_name":
      return typed !== "" && isName(typed) ? typed : null;
  }
}

/** What may be an e-mail address, or null; whether it is one only a mail tells. */
export const parseEmail = (typed: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? typed : null;

/** At most 25 characters (contract, orders.md §1.4). */
export const parsePhone = (typed: string): string | null =>
  /^\+?[\d\s()/-]{6,25}$/.test(typed) ? typed : null;

const particulars: Readonly<Record<ProviderFieldName, Pick<TextField, "autocomplete" | "inputMode">>> = {
  account_holder_name: { autocomplete: "name", inputMode: "text" },
  account_holder_iban: { autocomplete: "off", inputMode: "text" },
  birthday: { autocomplete: "bday", inputMode: "numeric" },
  phone: { autocomplete: "tel", inputMode: "tel" },
  email: { autocomplete: "email", inputMode: "email" },
};

/** The fields as the page shows them. */
export function textFields(
  wanted: readonly ProviderField[],
  { errors, values }: RefusedFields,
  locale: string,
): readonly TextField[] {
  const texts = textsFor(locale).provider;
  return wanted.map(({ name, isRequired }) => ({
    name,
    label: isRequired ? texts.fields[name] : texts.optional(texts.fields[name]),
    ...(name === "account_holder_iban" ? { hint: texts.ibanHint } : {}),
    ...(name === "birthday" ? { hint: texts.birthdayHint } : {}),
    ...particulars[name],
    maxLength: longestField,
    value: values[name] ?? "",
    isRequired,
    error: errors.includes(name) ? texts.errors[name] : null,
  }));
}
