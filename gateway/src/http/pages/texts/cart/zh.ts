import type { CartTexts } from "./en.ts";

export const cartZh: CartTexts = {
  items: (count) => `商品（${count}）`,
  more: (count) => `另有 ${count} 件`,
};
