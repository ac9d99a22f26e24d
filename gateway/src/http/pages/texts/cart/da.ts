import type { CartTexts } from "./en.ts";

export const cartDa: CartTexts = {
  items: (count) => `Varer (${count})`,
  more: (count) => `og ${count} til`,
};
