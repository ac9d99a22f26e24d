/**
 * DE 95, replacement amounts: what stays of an authorization whose rest is given
 * up, so that an 0400 releases a part and not the whole. The actual amount of the
 * transaction in twelve digits; the settlement amount and the fees behind it are
 * not used on this link and hold zeros.
 */
import type { Minor } from "#domain/money.ts";

const amountLength = 12;
const unusedLength = 30;

/** An amount of more than twelve digits makes a value that does not fit, and the codec refuses it. */
export const de95 = (captured: Minor): string =>
  String(captured).padStart(amountLength, "0") + "0".repeat(unusedLength);
