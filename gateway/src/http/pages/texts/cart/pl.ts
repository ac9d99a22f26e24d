import type { CartTexts } from "./en.ts";

export const cartPl: CartTexts = {
  items: (count) => `Produkty (${count})`,
  more: (count) => `i\u00a0jeszcze ${count}`,
};
