import { brandOf, type Card, mayOmitCvc, parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { textOf } from "./lenient.ts";

/**
 * The card of a direct order from `gateway_info` (contract, cards-3ds.md §2).
 * Nothing given: 1016. Given but wrong: 1000. A number of no brand we take: 1023.
 * No refusal ever holds what was sent.
 */
export function parseCard(
  info: Readonly<Record<string, unknown>>,
  options: { readonly isCvcOptional: boolean },
): Result<Card, Refusal> {
  const number = textOf(info["card_number"], 40);
  const expiryText = textOf(info["card_expiry_date"], 10);
  const cvcText = textOf(info["card_cvc"] ?? info["cvc"], 10);
  const holder = textOf(info["card_holder_name"], 100);
  if (isMissing(number)) return refuse(refusal(1016, "Missing data: card_number"));
  if (isMissing(expiryText)) return refuse(refusal(1016, "Missing data: card_expiry_date"));
  const pan = number === null ? null : parsePan(number);
  if (pan === null) return refuse(refusal(1000, "Invalid card number"));
  const brand = brandOf(pan);
  if (brand === null) return refuse(refusal(1023));
  const expiry = expiryText === null ? null : parseExpiryYymm(expiryText);
  if (expiry === null) return refuse(refusal(1000, "Invalid card expiry date"));
  if (holder === null) return refuse(refusal(1000, "Invalid card holder name"));
  const card = { pan, brand, expiry, holderName: holder === undefined || holder === "" ? null : holder };
  if (isMissing(cvcText)) {
    return mayOmitCvc(brand) || options.isCvcOptional
      ? ok({ ...card, cvc: null })
      : refuse(refusal(1016, "Missing data: card_cvc"));
  }
  const cvc = cvcText === null ? null : parseCvc(cvcText, brand);
  return cvc === null ? refuse(refusal(1000, "Invalid card security code")) : ok({ ...card, cvc });
}

const isMissing = (text: string | null | undefined): text is "" | undefined =>
  text === undefined || text === "";
