import { type Minor, minor } from "../money.ts";

/**
 * How a refund is shared out among what paid the order: the first of the
 * `paid` amounts gets its money back first, then the next. `refundedBefore` is
 * what earlier refunds gave back already; a refund that is repeated with the same
 * figures is shared out alike. Sums of minor units.
 */
export function refundPortions(
  paid: readonly Minor[],
  { refundedBefore, amount }: { readonly refundedBefore: Minor; readonly amount: Minor },
): readonly Minor[] {
  const from = refundedBefore;
  const until = refundedBefore + amount;
  let start = 0n;
  return paid.map((one) => {
    const end = start + one;
    const low = from > start ? from : start;
    const high = until < end ? until : end;
    start = end;
    return minor(high > low ? high - low : 0n);
  });
}
