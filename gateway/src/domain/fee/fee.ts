import { type Currency, exponent } from "../currency.ts";
import { multiply, one, toText } from "../decimal.ts";
import { type Minor, minor, type Money } from "../money.ts";

/** What a site pays for payments of one method; the parts that are zero do not count. */
export interface FeeRule {
  /** Id of the payment method, or `*` for those without a rule of their own. */
  readonly method: string;
  /** Null: in every currency. The amounts are minor units of the payment's currency. */
  readonly currency: Currency | null;
  /** Hundredths of a per cent: 290 is 2.9 %. */
  readonly basisPoints: number;
  readonly fixed: Minor;
  readonly minimum: Minor;
}

/** The fee of one payment as it was fixed when its money was captured. */
export interface Fee {
  /** In minor units of the payment's currency. */
  readonly amount: Minor;
  /** In the contract's words: `2.9 % For Visa CreditCards Transactions (min 0.6)` (refunds.md §6). */
  readonly description: string;
}

/** The percentage of `money`, rounded half up to a minor unit, and the fixed part; at least the minimum. Zero without a rule. */
export function feeOf(
  rules: readonly FeeRule[],
  payment: { readonly method: string; readonly name: string; readonly money: Money },
): Fee {
  const { method, name, money } = payment;
  const rule = ruleFor(rules, method, money.currency);
  if (rule === null) return { amount: minor(0n), description: "" };
  const share = (money.amount * BigInt(rule.basisPoints) + 5_000n) / 10_000n;
  const whole = share + rule.fixed;
  return {
    amount: minor(whole < rule.minimum ? rule.minimum : whole),
    description: describe(rule, name, money.currency),
  };
}

/** The most exact rule: the method's own before the one for all, the currency's before every currency's. */
function ruleFor(rules: readonly FeeRule[], method: string, currency: Currency): FeeRule | null {
  const rank = (rule: FeeRule): number => (rule.method === "*" ? 0 : 2) + (rule.currency === null ? 0 : 1);
  const [best] = rules
    .filter((rule) => rule.method === method || rule.method === "*")
    .filter((rule) => rule.currency === currency || rule.currency === null)
    .toSorted((a, b) => rank(b) - rank(a));
  return best ?? null;
}

function describe(rule: FeeRule, name: string, currency: Currency): string {
  const percentage = multiply({ unscaled: BigInt(rule.basisPoints), scale: 2 }, one);
  const parts = [
    ...(rule.basisPoints > 0 ? [`${toText(percentage)} %`] : []),
    ...(rule.fixed > 0n ? [majorText(rule.fixed, currency)] : []),
  ];
  const minimum = rule.minimum > 0n ? ` (min ${majorText(rule.minimum, currency)})` : "";
  return parts.length === 0 ? "" : `${parts.join(" + ")} For ${name} Transactions${minimum}`;
}

/** Minor units in major units without idle zeros: 60 cents are `0.6`. */
const majorText = (amount: Minor, currency: Currency): string =>
  toText(multiply({ unscaled: amount, scale: exponent(currency) }, one));
