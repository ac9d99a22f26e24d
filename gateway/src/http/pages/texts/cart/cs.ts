import type { CartTexts } from "./en.ts";

export const cartCs: CartTexts = {
  items: (count) => `Položky (${count})`,
  more: (count) => `a\u00a0ještě ${count}`,
};
