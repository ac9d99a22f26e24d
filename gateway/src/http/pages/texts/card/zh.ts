import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Chinese. */
export const cardZh: CardTexts = {
  errors: { "card-number-incomplete": "卡号不完整" },
  twoBrands: "您的卡有两个品牌？请选择支付品牌",
  paySaved: (amount) => `使用已保存的卡支付 ${amount}`,
  endingIn: (last4) => `尾号\u00a0${last4}`,
  expires: (expiry) => `有效期至 ${expiry}`,
  anotherCard: "使用其他卡",
  savedRefused: "此卡已无法用于支付，请选择其他卡",
  keptForShopper: (shop) => `继续即表示您同意保存您的卡，以便下次在 ${shop} 购物时使用。安全码不会被保存。`,
  keptForShop: (shop) =>
    `继续即表示您同意保存您的卡，并由 ${shop} 按照您与其的约定收取后续款项。安全码不会被保存。`,
};
