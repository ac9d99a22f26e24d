import type { CartTexts } from "./en.ts";

export const cartSv: CartTexts = {
  items: (count) => `Varor (${count})`,
  more: (count) => `och ${count} till`,
};
