import type { CartTexts } from "./en.ts";

export const cartNl: CartTexts = {
  items: (count) => `Artikelen (${count})`,
  more: (count) => `en nog ${count}`,
};
