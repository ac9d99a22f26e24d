import type { CartTexts } from "./en.ts";

export const cartPt: CartTexts = {
  items: (count) => `Artigos (${count})`,
  more: (count) => `e mais ${count}`,
};
