import { canonicalLocale } from "../texts/language.ts";

/**
 * Addresses of a payment's own pages. They consist of letters, digits and the
 * signs written here, so they stand in an attribute as they are.
 */
export function connectPath(
  page: { readonly token: string; readonly locale: string; readonly showsAllMethods?: boolean },
  step: "" | "checkout" | "card" | "cancel" | "method" | "retry" | "qr",
  gateway?: string,
): string {
  const chosen = gateway === undefined ? "" : `&amp;gateway=${encodeURIComponent(gateway)}`;
  const all = page.showsAllMethods === true ? "&amp;methods=all" : "";
  return `/connect/${encodeURIComponent(page.token)}/${step}?lang=${canonicalLocale(page.locale)}${chosen}${all}`;
}
