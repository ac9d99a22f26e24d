import { minor } from "../money.ts";
import type { FeeRule } from "./fee.ts";

const rule = (
  method: string,
  { percent = 0, fixed = 0, minimum = 0 }: { percent?: number; fixed?: number; minimum?: number },
): FeeRule => ({
  method,
  currency: null,
  basisPoints: Math.round(percent * 100),
  fixed: minor(BigInt(fixed)),
  minimum: minor(BigInt(minimum)),
});

/** What the sandbox's first site pays: figures of the kind that shops know (docs/ledger.md shows them). */
export const defaultFees: readonly FeeRule[] = [
  ...["VISA", "MASTERCARD", "MAESTRO"].map((brand) => rule(brand, { percent: 2.9, minimum: 60 })),
  rule("AMEX", { percent: 3.5, minimum: 60 }),
  rule("IDEAL", { fixed: 44 }),
  rule("BANKTRANS", { fixed: 60 }),
  rule("DIRDEB", { fixed: 45 }),
  ...["BELFIUS", "CBC", "KBC", "EPS", "GIROPAY"].map((bank) => rule(bank, { fixed: 54 })),
  rule("DIRECTBANK", { percent: 0.9, fixed: 25 }),
  rule("TRUSTLY", { percent: 1.4, fixed: 25 }),
  ...["PAYPAL", "ALIPAY"].map((wallet) => rule(wallet, { fixed: 35 })),
  ...["APPLEPAY", "GOOGLEPAY"].map((wallet) => rule(wallet, { percent: 2.9, minimum: 60 })),
  ...["KLARNA", "AFTERPAY", "IN3", "EINVOICE", "PAYAFTER"].map((provider) =>
    rule(provider, { percent: 2.99, fixed: 40 }),
  ),
  rule("*", { percent: 1.5, fixed: 25 }),
];
