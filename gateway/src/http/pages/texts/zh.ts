import { cartZh } from "./cart/zh.ts";
import { cardZh } from "./card/zh.ts";
import { checkoutZh } from "./checkout/zh.ts";
import { guardZh } from "./guard/zh.ts";
import type { Texts } from "./en.ts";
import { paymentLinkZh } from "./payment-link/zh.ts";
import { retryZh } from "./retry/zh.ts";
import { mailZh } from "./mail/zh.ts";

/** Chinese in simplified characters; a space stands between them and Latin letters or digits. */
export const zh: Texts = {
  languageName: "简体中文",
  defaultLocale: "zh_CN",
  htmlLang: "zh-Hans",

  summary: {
    heading: "订单摘要",
    description: "订单说明",
    orderId: "订单号",
    items: "商品",
    paidBefore: "已用礼品卡支付",
    noCharge: "不会扣款。我们仅验证您的银行卡是否可用。",
  },
  testMode: {
    line: "测试模式：不会产生真实付款",
    cards: "测试卡",
    cardsHint: "姓名、未来的有效期和安全码均可任意填写。",
    approved: "支付成功",
    insufficientFunds: "支付失败：余额不足",
  },
  card: {
    title: (shop) => `向 ${shop} 付款`,
    heading: "银行卡支付",
    acceptedBrands: "支持的银行卡",
    cardNumber: "卡号",
    holderName: "持卡人姓名",
    expiry: "有效期",
    expiryFormat: "月 / 年",
    cvc: "安全码",
    cvcHint: "背面 3 位数字",
    cvcHintAmex: "正面 4 位数字",
    pay: (amount) => `支付 ${amount}`,
    confirmCard: "确认银行卡",
    busy: "请稍候……",
    cancel: "取消付款",
    privacy: (shop) => `${shop} 不会看到您的银行卡信息。`,
    errorSummary: "请检查您填写的信息",
  },
  cardErrors: {
    ...cardZh.errors,
    "card-number-missing": "请输入卡号",
    "card-number-invalid": "卡号不正确，请检查数字",
    "card-brand-unsupported": "此处不支持这种银行卡，请使用其他卡",
    "holder-name-missing": "请按卡面所示输入持卡人姓名",
    "holder-name-invalid": "姓名过长或含有无法使用的字符",
    "expiry-missing": "请输入有效期",
    "expiry-invalid": "请输入月份和年份，例如 08\u00a0/\u00a030",
    "card-expired": "此卡已过期，请使用其他卡",
    "cvc-missing": "请输入安全码",
    "cvc-invalid": "请输入卡背面的 3 位数字（美国运通卡为正面的 4 位数字）",
    "temporarily-unavailable": "目前无法处理您的付款，请稍后重试",
    "too-many-cards": guardZh.tooManyCards,
  },
  cart: cartZh,
  cardForm: cardZh,
  checkout: checkoutZh,
  paymentLink: paymentLinkZh,
  retry: retryZh,
  mail: mailZh,
  provider: {
    heading: (method: string) => `使用${apart(method)}付款`,
    choose: "请选择付款方式",
    otherWays: "其他付款方式",
    proceed: (method: string) => `前往${apart(method).trimEnd()}`,
    confirm: (amount: string) => `确认支付 ${amount}`,
    chooseAnother: "选择其他付款方式",
    payWithApp: "使用 Bancontact 应用付款",
    names: {
      BANKTRANS: "银行转账",
      DIRDEB: "SEPA 直接借记",
      EINVOICE: "账单付款",
      PAYAFTER: "收货后付款",
    },
    fields: {
      account_holder_name: "账户持有人姓名",
      account_holder_iban: "国际银行账号（IBAN）",
      birthday: "出生日期",
      phone: "电话号码",
      email: "电子邮箱",
    },
    optional: (field) => `${field}（选填）`,
    ibanHint: "可在网上银行中查到，例如 NL91 ABNA 0417 1643 00",
    birthdayHint: "例如 1990-12-31",
    errors: {
      account_holder_name: "请输入账户持有人姓名",
      account_holder_iban: "请输入有效的 IBAN",
      birthday: "请输入您的出生日期，例如 1990-12-31",
      phone: "请输入您的电话号码",
      email: "请输入您的电子邮箱",
    },
    mandateForLater: (shop: string) =>
      `确认即表示您授权 ${shop} 现在从您的账户中扣取此金额，并在日后扣取您与 ${shop} 约定的金额。`,
    mandate: (shop: string) => `确认即表示您授权 ${shop} 从您的账户中一次性扣取此金额。`,
  },
  atProvider: {
    heading: (method: string) => `请在${apart(method)}完成付款`,
    sentence: "您已在该平台发起付款，可以继续付款或取消付款。",
  },
  transfer: {
    heading: "请转账付款",
    sentence: "请将款项转入以下账户，并填写附言，以便我们识别您的付款。",
    amount: "金额",
    holder: "收款人",
    iban: "IBAN",
    bic: "BIC",
    bank: "银行",
    reference: "附言",
  },
  method: {
    heading: "正在准备付款",
    sentence: "正在与您的银行建立安全连接，需要几秒钟。",
    frame: "与您的银行的连接",
    proceed: "继续",
  },
  challenge: {
    heading: "请在您的银行确认",
    sentence: "您的银行需要核实您的身份。请在银行页面确认付款，之后会立即返回此处。",
    proceed: "前往您的银行",
  },
  waiting: {
    heading: "正在确认您的付款",
    sentence: "通常需要几秒钟。请勿重复付款。",
    refresh: "重新查询",
  },
  result: {
    completed: {
      heading: "付款成功",
      sentence: (shop) => `感谢您的付款，${shop} 已收到款项。`,
    },
    pending: {
      heading: "您的付款正在处理中",
      sentence: (shop) => `您无需再进行任何操作。处理完成后，我们会通知 ${shop}。`,
    },
    declined: {
      heading: "付款未成功",
      sentence: (shop) =>
        `您的银行未批准此笔付款，${shop} 没有收到款项。请换一张卡重试，或向您的银行询问原因。`,
    },
    cancelled: {
      heading: "付款已取消",
      sentence: (shop) => `您已取消此笔付款，${shop} 没有收到款项。`,
    },
    expired: {
      heading: "付款时间已过",
      sentence: (shop) => `此笔付款已失效。请返回 ${shop} 重新下单。`,
    },
    mayClose: "您可以关闭此窗口。",
  },
  linkGone: {
    used: {
      heading: "此付款链接已使用",
      sentence: "您的付款已处理完毕。您无需任何操作，也不会重复付款。",
    },
    closed: {
      heading: "此付款链接已关闭",
      sentence: "付款未进行，也没有扣款。请返回商店重新下单。",
    },
    expired: {
      heading: "此付款链接已过期",
      sentence: "付款时间已过。请返回商店重新下单。",
    },
    unknown: {
      heading: "无法识别此付款链接",
      sentence: "请检查网址是否完整，或返回商店重试。",
    },
  },
  error: {
    "cross-site": guardZh.crossSite,
    "bad-request": {
      heading: "无法读取请求",
      sentence: "您的浏览器发送的内容不完整。请返回商店重试。",
    },
    "too-many": {
      heading: "操作过于频繁",
      sentence: "我们收到了来自您的网络的大量请求。请等待一分钟后重试。",
    },
    unavailable: {
      heading: "我们的系统出现了问题",
      sentence: "请等待一分钟后重试。如果您刚刚付过款，请先向商店确认，再重新付款。",
    },
    "not-found": {
      heading: "此页面不存在",
      sentence: "请检查网址是否完整，或返回商店。",
    },
    incident: "客服参考编号",
  },
  backToShop: (shop) => `返回 ${shop}`,
  backToTheShop: "返回商店",
  withColon: (label) => `${label}：`,
  chooseLanguage: "语言",
  securePage: "安全支付",
};

/** A space stands beside Latin letters only: the names of some methods are Chinese words. */
function apart(name: string): string {
  return ` ${name} `.replace(/^ (?=\p{Script=Han})/u, "").replace(/(?<=\p{Script=Han}) $/u, "");
}
