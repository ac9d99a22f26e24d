import type { Cart } from "#domain/order/cart.ts";

/** More lines would push the payment off the screen. */
const mostLines = 20;

/** What is bought, a line for each item; of a long cart the rest is an ellipsis. */
export function cartLines(cart: Cart | null): readonly string[] {
  const lines = (cart?.items ?? []).map(({ name, quantity }) => `${quantity} × ${name}`);
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), "…"];
}
