import type { CartTexts } from "./en.ts";

export const cartIt: CartTexts = {
  items: (count) => `Articoli (${count})`,
  more: (count) => `e ancora ${count}`,
};
