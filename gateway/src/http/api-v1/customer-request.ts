import { isIP } from "node:net";
import { isCountry } from "#domain/country.ts";
import type { JsonObject } from "#domain/json.ts";
import type { Customer } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { objectOf, storable, storableObject, textOf } from "./lenient.ts";

/** Longer than any field the contract names; what is longer still is no name or address. */
const longestText = 500;

/** The members of `customer.browser`, which some plugins put into `customer` itself (cards-3ds.md §5). */
const browserMembers = [
  "javascript_enabled",
  "java_enabled",
  "cookies_enabled",
  "language",
  "screen_color_depth",
  "screen_height",
  "screen_width",
  "time_zone",
  "user_agent",
  "platform",
  "accept_header",
] as const;

const textMembers = {
  firstName: ["first_name", "firstname"],
  lastName: ["last_name", "lastname"],
  companyName: ["company_name"],
  address1: ["address1"],
  address2: ["address2"],
  houseNumber: ["house_number"],
  zipCode: ["zip_code"],
  city: ["city"],
  state: ["state"],
  phone: ["phone"],
  email: ["email"],
  reference: ["reference"],
  userAgent: ["user_agent"],
} as const;

/** `customer` of a request. Refused with 1007 (addresses), 1018 (country), 1016 (no object, a text too long). */
export function parseCustomer(
  value: unknown,
): Result<{ readonly customer: Customer; readonly locale: string }, Refusal> {
  const given = objectOf(value);
  if (given === null) return refuse(refusal(1016, "Missing data: customer is not an object"));
  const ipAddress = parseAddress(given["ip_address"]);
  const forwardedIp = parseAddress(given["forwarded_ip"] ?? given["forward_ip"]);
  if (ipAddress === undefined || forwardedIp === undefined) return refuse(refusal(1007));
  const country = parseCountry(given["country"]);
  if (country === undefined) return refuse(refusal(1018));

  const texts: Partial<Record<keyof typeof textMembers, string | null>> = {};
  for (const [name, spellings] of Object.entries(textMembers)) {
    const text = firstText(given, spellings);
    if (text === undefined) return refuse(refusal(1016, `Missing data: customer.${spellings[0]} is no text`));
    texts[name as keyof typeof textMembers] = text;
  }
  return ok({
    locale: parseLocale(given["locale"]),
    customer: {
      firstName: texts.firstName ?? null,
      lastName: texts.lastName ?? null,
      companyName: texts.companyName ?? null,
      address1: texts.address1 ?? null,
      address2: texts.address2 ?? null,
      houseNumber: texts.houseNumber ?? null,
      zipCode: texts.zipCode ?? null,
      city: texts.city ?? null,
      state: texts.state ?? null,
      country,
      phone: texts.phone ?? null,
      email: texts.email ?? null,
      reference: texts.reference ?? null,
      ipAddress,
      forwardedIp,
      userAgent: texts.userAgent ?? null,
      browser: parseBrowser(given),
    },
  });
}

/** Null when none of the spellings is given, undefined when one is no text. */
function firstText(
  given: Readonly<Record<string, unknown>>,
  spellings: readonly string[],
): string | null | undefined {
  for (const spelling of spellings) {
    const text = textOf(given[spelling], longestText);
    if (text === null) return undefined;
    if (text !== undefined) return text;
  }
  return null;
}

/** Null when not given or empty; undefined when it is no address. A list (X-Forwarded-For) counts by its first. */
export function parseAddress(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string" || value.length > longestText) return undefined;
  const parts = value.split(",").map((part) => part.trim());
  return parts.every((part) => isIP(part) !== 0) ? (parts[0] ?? null) : undefined;
}

function parseCountry(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === "") return null;
  const code = typeof value === "string" ? value.trim().toUpperCase() : "";
  return isCountry(code) ? code : undefined;
}

/** `ab_CD`; anything else counts as `en_US` (contract, orders.md §1.4). */
export function parseLocale(value: unknown): string {
  const match = /^([a-zA-Z]{2})[_-]([a-zA-Z]{2})$/.exec(typeof value === "string" ? value.trim() : "");
  const [, language, country] = match ?? [];
  return language === undefined || country === undefined
    ? "en_US"
    : `${language.toLowerCase()}_${country.toUpperCase()}`;
}

function parseBrowser(given: Readonly<Record<string, unknown>>): JsonObject {
  const nested = objectOf(given["browser"]) ?? {};
  const merged: Record<string, unknown> = {};
  for (const name of browserMembers) {
    const value = nested[name] ?? given[name];
    if (value !== undefined && JSON.stringify(value).length <= 2_048) merged[name] = storable(value);
  }
  return storableObject(merged);
}
