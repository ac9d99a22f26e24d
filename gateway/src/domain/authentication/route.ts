import type { CardBrand } from "../card/brand.ts";

/**
 * Whether a card payment asks for 3-D Secure at all (contract, cards-3ds.md §12):
 * a telephone order cannot, and a shop may switch it off per order, except for
 * Bancontact, which knows no payment without. Whether the shopper then sees a
 * challenge is the issuer's decision, not ours.
 */
export const needsAuthentication = (
  order: { readonly moto: boolean; readonly flexible3d: boolean | null },
  brand: CardBrand,
): boolean => brand === "MISTERCASH" || (!order.moto && order.flexible3d !== false);
