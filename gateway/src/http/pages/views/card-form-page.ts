import type { CardBrand } from "#domain/card/brand.ts";
import type { Cobrand } from "#domain/card/cobrand.ts";
import type { RecurringModel } from "#domain/token/recurring-model.ts";
import type { CardGatewayId } from "#domain/method/catalogue.ts";
import type { MethodOption } from "../method-options.ts";
import type { Texts } from "../texts/en.ts";
import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { type SharedForm, type CardGap, cardFormBlank, cardGaps } from "./card-form-blank.ts";
import { createBlanks } from "./blanks.ts";
import { html } from "./html.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { savedCardsPanel, type SavedCardsView } from "./saved-cards.ts";
import { shopText, shopTextInSentence } from "./shop-text.ts";

/** Why a card form came back; each has a sentence in every language. */
export type CardFormErrorCode = keyof Texts["cardErrors"];
/** `form` stands for what no single field can mend. */
export type CardFormErrors = Readonly<
  Partial<Record<"cardNumber" | "holderName" | "expiry" | "cvc" | "form", CardFormErrorCode>>
>;

export interface CardFormView {
  readonly page: PageContext;
  readonly brands: readonly CardBrand[];
  /** What may come back after a refusal. Number and CVC have no place here (PCI DSS 3.3, 3.4). */
  readonly values: { readonly holderName: string; readonly expiry: string };
  readonly errors: CardFormErrors;
  /** The gateway whose form the shopper asked for among several; null: there is but this one. */
  readonly chosen: CardGatewayId | null;
  /** Other ways to pay, where the shopper may choose. */
  readonly methods: readonly MethodOption[];
  /** Those that shoppers of the country reach for before a card. */
  readonly likelyMethods?: readonly MethodOption[];
  readonly saved?: SavedCardsView;
  /** The national brand that may stand on the card beside Visa. */
  readonly cobrand?: Cobrand | null;
  /** A form that came back keeps the choice of Visa. */
  readonly isVisaMarked?: boolean;
  /** What the card that is typed will be kept for; null where it is not kept. */
  readonly keptFor?: RecurringModel | null;
  /** The present month as `YYMM`: what ends before it has expired. */
  readonly month?: string;
}

/** The card form as the bytes that are sent. A form that came back is drawn for that one answer. */
export function createCardFormPage(links: AssetLinks): (view: CardFormView) => Buffer {
  const blanks = createBlanks(cardGaps);
  return (view) => {
    const shared = sharedOf(view);
    const draw = (places: Readonly<Record<CardGap, string>>): string => cardFormBlank(links, shared, places);
    const drawn = isFirstShowing(view) ? blanks.keep(JSON.stringify(shared), draw) : blanks.make(draw);
    return drawn.fillIn(ownParts(links, view));
  };
}

const isFirstShowing = ({ errors, values }: CardFormView): boolean =>
  Object.keys(errors).length === 0 && values.holderName === "" && values.expiry === "";

/** Member by member: nothing comes into what is kept because it happens to be there. */
function sharedOf(view: CardFormView): SharedForm {
  const { locale, appearance, isSandbox, showsAllMethods } = view.page;
  return {
    page: { locale, appearance, isSandbox, showsAllMethods: showsAllMethods === true },
    brands: view.brands,
    values: view.values,
    errors: view.errors,
    chosen: view.chosen,
    methods: view.methods,
    likelyMethods: view.likelyMethods ?? [],
    hasSaved: (view.saved?.cards.length ?? 0) > 0,
    cobrand: view.cobrand ?? null,
    isVisaMarked: view.isVisaMarked === true,
    month: view.month ?? "",
  };
}

function ownParts(links: AssetLinks, view: CardFormView): Readonly<Record<CardGap, string>> {
  const { page } = view;
  const texts = textsFor(page.locale);
  const shop = shopTextInSentence(page.shopName);
  return {
    token: encodeURIComponent(page.token),
    shopName: html`${shopText(page.shopName)}`,
    title: html`${texts.card.title(shop)}`,
    summary: orderSummary(page),
    saved: savedCardsPanel(links, page, view.saved ?? noSaved, view.chosen ?? undefined),
    notice: keptNotice(view, texts),
    pay: html`${payLabel(page, texts)}`,
    privacy: html`${texts.card.privacy(shop)}`,
  };
}

const noSaved: SavedCardsView = { cards: [], isRefused: false };

/** Consent to keep the card, given by going on (contract, cards-3ds.md §10: the shop asks for it, and is promised a token). */
function keptNotice({ page, keptFor }: CardFormView, { cardForm }: Texts): string {
  if (keptFor === null || keptFor === undefined) return "";
  const sentence = keptFor === "cardOnFile" ? cardForm.keptForShopper : cardForm.keptForShop;
  return html`<p class="field-hint">${sentence(shopTextInSentence(page.shopName))}</p>`;
}

const payLabel = (page: PageContext, texts: Texts): string =>
  page.money.amount === 0n ? texts.card.confirmCard : texts.card.pay(formatAmount(page.money, page.locale));
