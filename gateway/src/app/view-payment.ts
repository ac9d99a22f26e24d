import type { SessionToken } from "#domain/ids.ts";
import type { ShownSite } from "#domain/merchant/site.ts";
import { openQuestions, type OpenQuestions } from "#domain/checkout/checkout.ts";
import type { Order } from "#domain/order/order.ts";
import { mayTryAgain } from "#domain/order/retry.ts";
import { type DeclineCause, declineCause } from "#domain/payment/decline-cause.ts";
import { assert } from "#domain/result.ts";
import { isCardAttempt, type ProviderAttempt, type TransferInstructions } from "#domain/payment/attempt.ts";
import type { OrderRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";

/** What the browser must post to the ACS to begin the challenge. */
export interface ChallengeForm {
  readonly acsUrl: string;
  /** base64url CReq. */
  readonly creq: string;
  /** `threeDSSessionData`, given back with the CRes. */
  readonly sessionData: string;
}

/** What a payment page has to show now; looking changes nothing. */
export type PaymentView =
  | { readonly kind: "unknown" }
  /** The order was posted again: its page is elsewhere. */
  | { readonly kind: "moved"; readonly to: SessionToken; readonly order: Order }
  | ({
      readonly order: Order;
      readonly site: ShownSite;
    } &
      /** FastCheckout: what has to be known before the payment. */
      (
        | { readonly kind: "checkout"; readonly questions: OpenQuestions }
        | { readonly kind: "form" }
        | { readonly kind: "method"; readonly methodUrl: string; readonly methodData: string }
        | { readonly kind: "challenge"; readonly challenge: ChallengeForm }
        /** The shopper is (or should be) at the provider's. */
        | { readonly kind: "provider"; readonly checkoutUrl: string; readonly attempt: ProviderAttempt }
        /** The money is to be transferred there. */
        | { readonly kind: "transfer"; readonly instructions: TransferInstructions }
        /** The answer of the bank is still out. */
        | { readonly kind: "waiting" }
        | {
            readonly kind: "finished";
            /** The shopper may try again over this link. */
            readonly mayRetry: boolean;
            /** Of a declined payment. */
            readonly cause: DeclineCause | null;
          }
      ));

export async function viewPayment(deps: Dependencies, token: SessionToken): Promise<PaymentView> {
  const record = await deps.store.findPage(token);
  if (record === null) return { kind: "unknown" };
  const { order, attempt, site } = record;
  if (order.sessionToken !== token) return { kind: "moved", to: order.sessionToken, order };
  if (order.phase === "open") {
    const questions = openQuestions(order);
    return questions === null ? { kind: "form", order, site } : { kind: "checkout", questions, order, site };
  }
  if (order.phase !== "started") {
    const cause = order.phase === "declined" ? declineCause(order, attempt) : null;
    return { kind: "finished", order, site, cause, mayRetry: mayTryAgain(record, deps.clock.now()) };
  }
  if (attempt?.kind === "transfer") return { ...atProvider(attempt), order, site };
  const challenge = challengeForm(deps, record);
  if (challenge !== null) return { kind: "challenge", order, site, challenge };
  const authentication = isCardAttempt(attempt) ? attempt.authentication : null;
  if (attempt?.state === "preparing" && authentication !== null && authentication.methodUrl !== null) {
    return {
      kind: "method",
      order,
      site,
      methodUrl: authentication.methodUrl,
      methodData: deps.authenticator.methodData({
        threeDSServerTransId: authentication.threeDSServerTransId,
        notificationUrl: `${deps.publicUrl}/threeds/method-done`,
      }),
    };
  }
  return { kind: "waiting", order, site };
}

function atProvider(
  attempt: ProviderAttempt,
):
  | { readonly kind: "provider"; readonly checkoutUrl: string; readonly attempt: ProviderAttempt }
  | { readonly kind: "transfer"; readonly instructions: TransferInstructions }
  | { readonly kind: "waiting" } {
  const { checkoutUrl, instructions } = attempt.provider;
  if (checkoutUrl !== null) return { kind: "provider", checkoutUrl, attempt };
  return instructions === null ? { kind: "waiting" } : { kind: "transfer", instructions };
}

/** The form of a pending challenge, or null: the same however often and wherever it is asked for. */
export function challengeForm(deps: Dependencies, { order, attempt }: OrderRecord): ChallengeForm | null {
  const authentication = isCardAttempt(attempt) ? attempt.authentication : null;
  if (attempt?.state !== "challenging" || authentication === null) return null;
  const { acsUrl, acsTransId, protocolVersion } = authentication;
  assert(acsUrl !== null && acsTransId !== null, "a challenge without an ACS");
  return {
    acsUrl,
    creq: deps.authenticator.challengeRequest({
      threeDSServerTransId: authentication.threeDSServerTransId,
      acsTransId,
      protocolVersion: protocolVersion ?? "2.2.0",
    }),
    sessionData: order.sessionToken,
  };
}
