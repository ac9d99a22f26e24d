import type { CartTexts } from "./en.ts";

export const cartEs: CartTexts = {
  items: (count) => `Artículos (${count})`,
  more: (count) => `y ${count} más`,
};
