import { parseCobrand } from "#domain/card/cobrand.ts";
import { brandOf, type Card, parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { assert } from "#domain/result.ts";

/** The brand is left out: it follows from the number. */
export const serializeCard = (card: Card): string =>
  JSON.stringify([
    card.pan.reveal(),
    card.expiry,
    card.holderName,
    card.cvc?.reveal() ?? null,
    ...(card.cobrand === undefined ? [] : [card.cobrand]),
  ]);

/** Messages name the member only: whatever is wrong, no card data may reach an error. */
export function parseCard(text: string): Card {
  const members: unknown = JSON.parse(text);
  assert(
    isList(members) && (members.length === 4 || members.length === 5),
    "a sealed card has four or five members",
  );
  const [panText, expiryText, holderName, cvcText, cobrandText] = members;
  assert(typeof panText === "string", "sealed card without a number");
  assert(typeof expiryText === "string", "sealed card without an expiry");
  assert(holderName === null || typeof holderName === "string", "sealed card with a malformed holder");
  assert(cvcText === null || typeof cvcText === "string", "sealed card with a malformed CVC");
  const pan = parsePan(panText);
  assert(pan !== null, "sealed card with a malformed number");
  const brand = brandOf(pan);
  assert(brand !== null, "sealed card of an unknown brand");
  const expiry = parseExpiryYymm(expiryText);
  assert(expiry !== null, "sealed card with a malformed expiry");
  const cvc = cvcText === null ? null : parseCvc(cvcText, brand);
  assert(cvcText === null || cvc !== null, "sealed card with a malformed CVC");
  if (cobrandText === undefined) return { pan, brand, expiry, holderName, cvc };
  const cobrand = typeof cobrandText === "string" ? parseCobrand(cobrandText) : null;
  assert(cobrand !== null, "sealed card with a malformed second brand");
  return { pan, brand, cobrand, expiry, holderName, cvc };
}

/** `Array.isArray` without its `any`. */
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
