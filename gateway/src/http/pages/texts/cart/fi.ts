import type { CartTexts } from "./en.ts";

export const cartFi: CartTexts = {
  items: (count) => `Tuotteet (${count})`,
  more: (count) => `ja vielä ${count}`,
};
