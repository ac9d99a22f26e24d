import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Chinese. */
export const paymentLinkZh: PaymentLinkTexts = {
  heading: "扫码付款",
  hint: "请用手机摄像头对准二维码，在手机上付款。",
  picture: (shop) => `向 ${shop} 付款的二维码`,
  address: "或打开此网址",
  validUntil: "有效期至",
};
