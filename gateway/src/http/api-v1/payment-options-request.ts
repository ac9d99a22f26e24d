import type { OrderDetails } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { booleanOf, objectOf, textOf } from "./lenient.ts";
import { parseTemplate } from "./template-request.ts";

type PaymentOptions = Pick<
  OrderDetails,
  "notificationUrl" | "notificationMethod" | "redirectUrl" | "cancelUrl" | "closeWindow" | "template"
>;

/** Longer than what browsers and servers carry reliably. */
const longestUrl = 2_048;

/** Schemes that run code or read files in the shopper's browser. */
const forbiddenSchemes = new Set(["javascript:", "data:", "vbscript:", "file:", "blob:", "about:"]);

/** `payment_options` of a request (contract, orders.md §1.3). A URL that cannot be one: 1016. */
export function parsePaymentOptions(value: unknown): Result<PaymentOptions, Refusal> {
  const given = objectOf(value);
  if (given === null) return refuse(refusal(1016, "Missing data: payment_options is not an object"));
  const notificationUrl = parseUrl(given["notification_url"], (scheme) => /^https?:$/.test(scheme));
  const redirectUrl = parseUrl(given["redirect_url"], isReturnScheme);
  const cancelUrl = parseUrl(given["cancel_url"], isReturnScheme);
  if (notificationUrl === undefined) return refuse(invalid("notification_url"));
  if (redirectUrl === undefined) return refuse(invalid("redirect_url"));
  if (cancelUrl === undefined) return refuse(invalid("cancel_url"));
  const template = parseTemplate(given["template"]);
  const method = (textOf(given["notification_method"], 20) ?? "").trim().toUpperCase();
  return ok({
    notificationUrl,
    notificationMethod: method === "POST" ? "POST" : "GET",
    redirectUrl,
    cancelUrl,
    closeWindow: booleanOf(given["close_window"]) ?? false,
    ...(template === null ? {} : { template }),
  });
}

const invalid = (name: string): Refusal => refusal(1016, `Missing data: ${name} is not a URL we may use`);

/** An app on a phone may be returned to by a scheme of its own. */
const isReturnScheme = (scheme: string): boolean => !forbiddenSchemes.has(scheme);

/** Null when not given or empty, undefined when it is no usable URL. The text is kept as it came. */
function parseUrl(value: unknown, allows: (scheme: string) => boolean): string | null | undefined {
  const text = textOf(value, longestUrl);
  if (text === null) return undefined;
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return null;
  if (/[\s\p{Cc}]/u.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  return allows(new URL(trimmed).protocol) ? trimmed : undefined;
}
