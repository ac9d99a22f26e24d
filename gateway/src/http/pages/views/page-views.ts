import type { PageAsset } from "../assets/assets.ts";
import { type AtProviderView, atProviderPage } from "./at-provider-page.ts";
import { linkAssets } from "./asset-links.ts";
import { type CardFormView, createCardFormPage } from "./card-form-page.ts";
import { type ChallengeView, challengePage } from "./challenge-page.ts";
import { type CheckoutView, checkoutPage } from "./checkout-page.ts";
import { type ChoiceView, choicePage } from "./choice-page.ts";
import { customerVerificationHtml } from "./customer-verification.ts";
import { type ErrorView, errorPage } from "./error-page.ts";
import { type LinkGoneView, linkGonePage } from "./link-gone-page.ts";
import { methodDonePage } from "./method-done-page.ts";
import { type MethodView, methodPage } from "./method-page.ts";
import { type ProviderView, providerPage } from "./provider-page.ts";
import { type QrView, qrPage } from "./qr-page.ts";
import { type ResultView, resultPage } from "./result-page.ts";
import { type TransferView, transferPage } from "./transfer-page.ts";
import { type UnsubscribeView, unsubscribePage } from "./unsubscribe-page.ts";
import { type WaitingView, waitingPage } from "./waiting-page.ts";

export type PageViews = ReturnType<typeof createPageViews>;

/** Every page as a pure function of what it shows; all load the same few assets. */
export function createPageViews(assets: readonly PageAsset[]) {
  const links = linkAssets(assets);
  const cardFormBytes = createCardFormPage(links);
  return {
    /** As it is sent; nearly all that is looked at are card forms. */
    cardFormBytes,
    cardFormPage: (view: CardFormView): string => cardFormBytes(view).toString(),
    checkoutPage: (view: CheckoutView): string => checkoutPage(links, view),
    choicePage: (view: ChoiceView): string => choicePage(links, view),
    providerPage: (view: ProviderView): string => providerPage(links, view),
    atProviderPage: (view: AtProviderView): string => atProviderPage(links, view),
    transferPage: (view: TransferView): string => transferPage(links, view),
    methodPage: (view: MethodView): string => methodPage(links, view),
    methodDonePage: (): string => methodDonePage(links),
    challengePage: (view: ChallengeView): string => challengePage(links, view),
    waitingPage: (view: WaitingView): string => waitingPage(links, view),
    resultPage: (view: ResultView): string => resultPage(links, view),
    qrPage: (view: QrView): string => qrPage(links, view),
    linkGonePage: (view: LinkGoneView): string => linkGonePage(links, view),
    unsubscribePage: (view: UnsubscribeView): string => unsubscribePage(links, view),
    errorPage: (view: ErrorView): string => errorPage(links, view),
    customerVerificationHtml,
  };
}
