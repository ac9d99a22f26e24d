import type { SiteProfile } from "#domain/merchant/site-profile.ts";
import { type Minor, parseMinor } from "#domain/money.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { textOf } from "./lenient.ts";
import { invalid, type InvalidAttribute } from "./validation-error.ts";

const longestName = 120;
const longestUrl = 2_048;

/**
 * The body of `PATCH /sites/{site_id}` on top of what the site has: members that
 * are not there stay, `null` and the empty text take away. Every wrong member has
 * its entry in the refusal.
 */
export function mergeProfile(
  current: SiteProfile,
  body: Readonly<Record<string, unknown>>,
): Result<SiteProfile, readonly InvalidAttribute[]> {
  const wrong: InvalidAttribute[] = [];
  const read = <T>(member: string, kept: T, parse: (value: unknown) => T | undefined, what: string): T => {
    if (body[member] === undefined) return kept;
    const parsed = parse(body[member]);
    if (parsed === undefined) wrong.push(invalid(member, what));
    return parsed ?? kept;
  };
  const optional = <T>(member: string, kept: T | null, parse: (value: unknown) => T | null, what: string) =>
    body[member] === null || body[member] === ""
      ? null
      : read<T | null>(member, kept, (value) => parse(value) ?? undefined, what);

  const profile: SiteProfile = {
    name: read("name", current.name, parseName, `not-1-to-${longestName}-characters`),
    notificationUrl: optional("notification_url", current.notificationUrl, parseWebUrl, "not-a-url"),
    url: optional("url", current.url, parseWebUrl, "not-a-url"),
    priceFrom: optional<Minor>("price_from", current.priceFrom, parseMinor, "not-an-amount"),
    priceTill: optional<Minor>("price_till", current.priceTill, parseMinor, "not-an-amount"),
    supportEmail: optional("support_email", current.supportEmail, parseEmail, "not-an-email"),
    supportPhone: optional("support_phone", current.supportPhone, parsePhone, "not-a-phone-number"),
  };
  const { priceFrom, priceTill } = profile;
  if (wrong.length === 0 && priceFrom !== null && priceTill !== null && priceFrom > priceTill) {
    wrong.push(invalid("price_till", "below-price-from"));
  }
  return wrong.length === 0 ? ok(profile) : refuse(wrong);
}

function parseName(value: unknown): string | undefined {
  const name = typeof value === "string" ? textOf(value, 2 * longestName)?.trim() : undefined;
  return name !== undefined && name !== "" && [...name].length <= longestName && !/\p{Cc}/u.test(name)
    ? name
    : undefined;
}

function parseWebUrl(value: unknown): string | null {
  const text = typeof value === "string" ? (textOf(value, longestUrl)?.trim() ?? "") : "";
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? text : null;
}

function parseEmail(value: unknown): string | null {
  const text = typeof value === "string" ? (textOf(value, 254)?.trim() ?? "") : "";
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : null;
}

function parsePhone(value: unknown): string | null {
  const text = (textOf(value, 25) ?? "").trim();
  return /^\+?[\d ()./-]{4,25}$/.test(text) ? text : null;
}
