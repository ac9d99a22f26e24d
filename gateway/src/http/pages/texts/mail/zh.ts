import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Chinese. */
export const mailZh: MailTexts = {
  amount: "金额",
  reminder: {
    subject: (shop) => `您在 ${shop} 的付款尚未完成`,
    lastSubject: (shop) => `最后提醒：您在 ${shop} 的付款`,
    heading: "您的付款尚未完成",
    sentence: (shop) => `您在 ${shop} 的订单尚未付款。您仍可完成付款。`,
    lastSentence: "这是我们的最后一次提醒。",
    pay: "完成付款",
    orOpen: "或在浏览器中打开以下地址：",
    payBefore: "付款截止时间",
    otherwise: "如果您已经付款，或不再需要该订单，则无需任何操作。",
    why: (shop) => `您收到此邮件，是因为 ${shop} 请我们提醒您付款。`,
    stop: "不再接收提醒",
  },
  receipt: {
    subject: (shop) => `您在 ${shop} 的付款收据`,
    heading: "感谢您的付款",
    sentence: (shop) => `${shop} 已收到您的付款。`,
    method: "付款方式",
    paidAt: "日期",
    questions: (shop) => `对订单有疑问？请联系 ${shop}。`,
  },
  unsubscribe: {
    heading: "不再接收提醒？",
    sentence: (shop) => `您将不再收到关于 ${shop} 未完成付款的提醒。您的订单不受影响。`,
    stop: "停止提醒",
    doneHeading: "提醒已停止",
    doneSentence: (shop) => `您将不再收到关于 ${shop} 未完成付款的提醒。`,
  },
};
