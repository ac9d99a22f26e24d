import type { Browser } from "#domain/authentication/browser.ts";
import {
  bancontactBrandOf,
  brandOf,
  type Card,
  hasExpired,
  mayOmitCvc,
  parseCvc,
  parseExpiryTyped,
  parsePan,
} from "#domain/card/card.ts";
import { type CardBrand, detectBrand } from "#domain/card/brand.ts";
import { type Cobrand, isCobadged } from "#domain/card/cobrand.ts";
import { foldTyped } from "#domain/card/typed-text.ts";
import type { CardGatewayId } from "#domain/method/catalogue.ts";
import { refuse, ok, type Result } from "#domain/result.ts";
import { echoedText, isName } from "./typed-text.ts";
import type { CardFormErrorCode, CardFormErrors, CardFormView } from "./views/card-form-page.ts";

/** What a browser posted: form fields as text. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a posted form; none where nothing was posted. */
export const fieldsOf = (body: unknown): Fields =>
  typeof body === "object" && body !== null ? (body as Fields) : {};

/** A form that cannot be charged: the errors beside the fields, and what may be filled in again. */
export interface RefusedCard {
  readonly errors: CardFormErrors;
  readonly values: CardFormView["values"];
  /** A saved card that was pressed cannot be used. */
  readonly isSavedRefused?: boolean;
  /** Of the two brands of a co-badged card the shopper marked the international one. */
  readonly isVisaMarked?: boolean;
}

/** Longest that is read of any field; what is longer is no card. */
const longestField = 100;

const fieldText = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value.trim() : "";
};

/** The card of the page's form; any brand we take is taken, whatever brand the order named, save Bancontact. */
export function parseCardForm(
  fields: Fields,
  now: Date,
  gateway: CardGatewayId | null,
  cobrand: Cobrand | null = null,
): Result<Card, RefusedCard> {
  const number = digitsText(fields, "card_number");
  const holderName = fieldText(fields, "card_holder_name");
  const expiryText = digitsText(fields, "card_expiry");
  const isVisaMarked = fieldText(fields, "card_brand") === "VISA";
  const isBancontact = gateway === "MISTERCASH";
  // Bancontact knows no such code: what a client fills in all the same is not looked at.
  const cvcText = isBancontact ? "" : digitsText(fields, "card_cvc");
  const errors: { -readonly [Field in keyof CardFormErrors]: CardFormErrors[Field] } = {};

  const pan = number.length > longestField ? null : parsePan(number);
  const brand: CardBrand | null = pan === null ? null : (isBancontact ? bancontactBrandOf : brandOf)(pan);
  if (number === "") errors.cardNumber = "card-number-missing";
  else if (pan === null) {
    errors.cardNumber = isIncomplete(number) ? "card-number-incomplete" : "card-number-invalid";
  } else if (brand === null) errors.cardNumber = "card-brand-unsupported";

  const expiry = expiryText.length > longestField ? null : parseExpiryTyped(expiryText);
  if (expiryText === "") errors.expiry = "expiry-missing";
  else if (expiry === null) errors.expiry = "expiry-invalid";
  else if (hasExpired(expiry, now)) errors.expiry = "card-expired";

  const mayLackCvc = isBancontact || (brand !== null && mayOmitCvc(brand));
  const cvc = parseCvc(cvcText.slice(0, longestField), brand ?? (cvcText.length === 4 ? "AMEX" : "VISA"));
  if (cvcText === "" && !mayLackCvc) errors.cvc = "cvc-missing";
  else if (cvcText !== "" && cvc === null) errors.cvc = "cvc-invalid";

  if (holderName.length > 45 || !isName(holderName)) errors.holderName = "holder-name-invalid";
  else if (holderName === "") errors.holderName = "holder-name-missing";
  if (Object.keys(errors).length > 0 || pan === null || brand === null || expiry === null) {
    return refuse({
      errors,
      isVisaMarked,
      values: { holderName: echoed(holderName, 45), expiry: expiry === null ? "" : echoed(expiryText, 9) },
    });
  }
  const isOfBoth = cobrand !== null && brand === "VISA" && isCobadged(pan.reveal(), cobrand);
  // The local brand is marked on the form; the shopper may mark the other (Regulation (EU) 2015/751, article 8).
  return isOfBoth && !isVisaMarked
    ? ok({ pan, brand, cobrand, expiry, holderName, cvc })
    : ok({ pan, brand, expiry, holderName, cvc });
}

/** Digits only, and fewer than a card of that brand has: nothing is wrong with those that are there. */
function isIncomplete(number: string): boolean {
  const digits = number.replaceAll(/[\s-]/g, "");
  const brand = detectBrand(digits);
  const least = brand === "AMEX" ? 15 : brand === "MAESTRO" ? 12 : 16;
  return /^\d+$/.test(digits) && digits.length < least;
}

const digitsText = (fields: Fields, name: string): string =>
  foldTyped(fieldText(fields, name).slice(0, longestField + 1)).trim();
/** A card in order that is not charged now: name and expiry are filled in again, number and CVC never. */
export const keptOf = ({ holderName, expiry }: Card, form: CardFormErrorCode): RefusedCard => ({
  errors: { form },
  values: { holderName: echoed(holderName ?? "", 45), expiry: `${expiry.slice(2)} / ${expiry.slice(0, 2)}` },
});

/** A number typed into the wrong field must not come back in the page either. */
const echoed = (text: string, most: number): string =>
  text.length > most || /\d{5}/.test(text.replaceAll(/[\s-]/g, "")) ? "" : echoedText(text, most);

/** The browser as the page's script and the request's headers describe it. */
export function browserFromForm(
  fields: Fields,
  request: {
    readonly ip: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  },
): Browser {
  const header = (name: string): string | null => {
    const value = request.headers[name];
    return typeof value === "string" && value !== "" ? value.slice(0, 2_048) : null;
  };
  const number = (name: string, fallback: number): number => {
    const text = fieldText(fields, name);
    return /^-?\d{1,6}$/.test(text) ? Number(text) : fallback;
  };
  const language = fieldText(fields, "browser_language");
  return {
    acceptHeader: header("accept") ?? "*/*",
    ip: request.ip,
    javaEnabled: fieldText(fields, "browser_java_enabled") === "true",
    javascriptEnabled: fieldText(fields, "browser_javascript_enabled") === "true",
    language: /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$/.test(language)
      ? language
      : (header("accept-language")?.split(/[,;]/)[0] ?? "en"),
    colorDepth: number("browser_color_depth", 24),
    screenHeight: number("browser_screen_height", 0),
    screenWidth: number("browser_screen_width", 0),
    timeZoneMinutes: number("browser_tz", 0),
    userAgent: header("user-agent") ?? "unknown",
  };
}
