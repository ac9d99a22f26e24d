import type { GuardTexts } from "./en.ts";

export const guardZh: GuardTexts = {
  tooManyCards: "此处尝试的银行卡过多，请过几分钟再试",
  crossSite: {
    heading: "该请求并非来自我们的页面",
    sentence: "另一个网站以您的名义发送了该请求，因此我们未执行任何操作。请重新打开付款链接并在该页面付款。",
  },
};
