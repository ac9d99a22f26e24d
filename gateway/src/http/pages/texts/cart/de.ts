import type { CartTexts } from "./en.ts";

export const cartDe: CartTexts = {
  items: (count) => `Artikel (${count})`,
  more: (count) => `und noch ${count}`,
};
