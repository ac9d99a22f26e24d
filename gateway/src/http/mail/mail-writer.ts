import type { MailWriter, ReceiptContent, ReminderContent, WrittenMail } from "#app/mail-writer.ts";
import { methodById, providerMethod } from "#domain/method/catalogue.ts";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import { outstanding, redeemedAmount } from "#domain/payment/coupon.ts";
import { methodName } from "../pages/method-options.ts";
import { formatAmount } from "../pages/texts/format-amount.ts";
import { formatTime } from "../pages/texts/format-time.ts";
import { textsFor } from "../pages/texts/language.ts";
import { shopText, shopTextInSentence } from "../pages/views/shop-text.ts";
import { paymentUrl } from "../payment-urls.ts";
import { type Fact, mailHtml, mailText } from "./mail-layout.ts";

/** Longer names are cut: a subject is one line of a list on a phone. */
const longestName = 60;

/** Mails in the thirteen languages of the pages. What a shop sent is shown, never obeyed. */
export const createMailWriter = (publicUrl: string): MailWriter => ({
  reminder: (content) => reminder(publicUrl, content),
  receipt,
});

function reminder(publicUrl: string, content: ReminderContent): WrittenMail {
  const { kind, order, site, payBefore, unsubscribeUrl } = content;
  const { locale } = order.details;
  const { reminder: texts, amount } = textsFor(locale).mail;
  const isLast = kind === "second-reminder";
  const name = clipped(shopText(site.name));
  const shop = shopTextInSentence(name);
  const subject = isLast ? texts.lastSubject(name) : texts.subject(name);
  const parts = {
    locale,
    subject,
    shopName: shop,
    heading: texts.heading,
    sentences: [texts.sentence(shop), ...(isLast ? [texts.lastSentence] : [])],
    facts: [
      [amount, formatAmount(outstanding(order), locale)],
      ...orderFacts(order),
      [texts.payBefore, formatTime(payBefore, locale)],
    ] as const,
    button: { label: texts.pay, url: paymentUrl(publicUrl, order), orOpen: texts.orOpen },
    after: [texts.otherwise],
    why: [texts.why(shop)],
    stop: { label: texts.stop, url: unsubscribeUrl },
  };
  return { fromName: name, subject, text: mailText(parts), html: mailHtml(parts) };
}

function receipt({ order, site, attempt, paidAt }: ReceiptContent): WrittenMail {
  const { locale } = order.details;
  const { mail, summary } = textsFor(locale);
  const texts = mail.receipt;
  const name = clipped(shopText(site.name));
  const shop = shopTextInSentence(name);
  const subject = texts.subject(name);
  const byGiftCard = { ...order.money, amount: redeemedAmount(order) };
  const parts = {
    locale,
    subject,
    shopName: shop,
    heading: texts.heading,
    sentences: [texts.sentence(shop)],
    facts: [
      [mail.amount, formatAmount(order.money, locale)],
      ...(byGiftCard.amount > 0n ? [[summary.paidBefore, formatAmount(byGiftCard, locale)] as const] : []),
      ...orderFacts(order),
      [texts.method, paidWith(attempt, locale)],
      [texts.paidAt, formatTime(paidAt, locale)],
    ] as const,
    button: null,
    after: [],
    why: [texts.questions(shop)],
    stop: null,
  };
  return { fromName: name, subject, text: mailText(parts), html: mailHtml(parts) };
}

function orderFacts(order: Order): readonly Fact[] {
  const { summary } = textsFor(order.details.locale);
  const description = shopText(order.details.description);
  return [
    ...(description === "" ? [] : [[summary.description, description] as const]),
    [summary.orderId, shopText(order.orderId)],
  ];
}

/** `Visa •••• 1111`: of a card no more than the shopper's own statement shows. */
function paidWith(attempt: Attempt, locale: string): string {
  if (attempt.kind !== "transfer") return `${methodById(attempt.card.brand).name} •••• ${attempt.card.last4}`;
  const { id, name } = providerMethod(attempt.method);
  return methodName(id, name, locale);
}

function clipped(name: string): string {
  const characters = [...name];
  return characters.length <= longestName ? name : `${characters.slice(0, longestName - 1).join("")}…`;
}
