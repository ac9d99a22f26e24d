import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Chinese. */
export const retryZh: RetryTexts = {
  again: "重试",
  nothingPaid: (shop) => `${shop} 没有收到款项。`,
  causes: {
    "insufficient-funds": "卡内或账户余额不足。",
    "card-expired": "此卡已过期，请换一张卡。",
    "not-confirmed": "您的银行无法确认是您本人操作。",
    "not-finished": "您在银行的验证已取消。",
    "too-often": "此卡尝试次数过多，请稍后再试或换一张卡。",
    technical: "暂时无法连接到您的银行。",
    underpaid: "实付金额少于应付金额，款项将退还给您。",
  },
  expired: "付款未能在规定时间内完成，您可以重新开始。",
};
