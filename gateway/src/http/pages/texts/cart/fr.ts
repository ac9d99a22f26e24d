import type { CartTexts } from "./en.ts";

export const cartFr: CartTexts = {
  items: (count) => `Articles (${count})`,
  more: (count) => `et encore ${count}`,
};
