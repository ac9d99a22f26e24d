import type { Browser } from "#domain/authentication/browser.ts";
import type { Card } from "#domain/card/card.ts";
import type { OrderKey, SessionToken } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { advance, noReason, type Order } from "#domain/order/order.ts";
import { cancelledReason } from "#domain/payment/decline-reason.ts";
import { advanceAttempt, type CardAttempt, isCardAttempt } from "#domain/payment/attempt.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import type { MethodCompletion } from "#ports/authenticator.ts";
import type { OrderRecord } from "#ports/store.ts";
import { assessRisk } from "./assess-risk.ts";
import { authenticateAndAuthorize, refused } from "./authenticate-card.ts";
import { authorizeSent } from "./authorize-card.ts";
import { beginPayment, chooseRoute, type PaymentInput, resultsHash, rescueJobs } from "./card-payment.ts";
import { attemptContext } from "#domain/sealed-context.ts";
import type { Dependencies } from "./dependencies.ts";
import type { PageRefusal } from "./page-refusal.ts";
import { cancelAtProvider } from "./pay-through-provider.ts";

/** The shopper submits a card. */
export async function payOnPage(
  deps: Dependencies,
  command: { readonly token: SessionToken; readonly card: Card; readonly browser: Browser },
): Promise<Result<OrderRecord, PageRefusal>> {
  const found = await deps.store.findBySession(command.token);
  if (found?.order.phase !== "open") return refuse("not-open");
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  return payOpenOrder(deps, found.order, site, command);
}

/** Pays an order as it was found open; `not-open` where it has changed since. */
export async function payOpenOrder(
  deps: Dependencies,
  found: Order,
  site: Site,
  command: PaymentInput,
): Promise<Result<OrderRecord, PageRefusal>> {
  const [route, assessment] = await Promise.all([
    chooseRoute(deps, found, command),
    assessRisk(deps, site, found, command),
  ]);
  const begun = await beginPayment(deps, found, { ...command, assessment }, route, true);
  const started = await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(found.key);
    // A re-post in between has changed what the shopper saw: the page must be shown again.
    if (record?.order.phase !== "open" || record.order.version !== found.version) return null;
    const order: Order = {
      ...advance(record.order, "start", deps.clock.now(), noReason),
      currentAttempt: begun.attempt.key,
    };
    await transaction.save({ order, attempt: begun.change, jobs: begun.jobs });
    return order;
  });
  if (started === null) return refuse("not-open");
  const { attempt } = begun;
  switch (attempt.state) {
    case "sent":
      return ok(await authorizeSent(deps, { order: started, attempt }, command.card, site));
    case "authenticating":
      return ok(
        await authenticateAndAuthorize(deps, {
          order: started,
          attempt,
          card: command.card,
          site,
          resultsWord: begun.resultsWord,
          methodCompletion: "U",
        }),
      );
    default:
      return ok({ order: started, attempt });
  }
}

/** The browser is back from the 3DS Method: now the AReq leaves, with what the browser told of itself. */
export async function continueAfterMethod(
  deps: Dependencies,
  command: {
    readonly token: SessionToken;
    readonly browser: Browser;
    readonly methodCompletion: MethodCompletion;
  },
): Promise<Result<OrderRecord, PageRefusal>> {
  const found = await deps.store.findBySession(command.token);
  if (found?.attempt?.state !== "preparing") return refuse("not-open");
  const resultsWord = deps.entropy.token(43);
  const begun = await requestAuthentication(deps, found.order.key, command.browser, resultsWord);
  if (begun === null) return refuse("not-open");
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  return ok(
    await authenticateAndAuthorize(deps, {
      ...begun,
      site,
      resultsWord,
      methodCompletion: command.methodCompletion,
    }),
  );
}

async function requestAuthentication(
  deps: Dependencies,
  key: OrderKey,
  browser: Browser,
  resultsWord: string,
): Promise<{ readonly order: Order; readonly attempt: CardAttempt; readonly card: Card } | null> {
  return deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record?.attempt?.state !== "preparing" || !isCardAttempt(record.attempt)) return null;
    assert(record.attempt.authentication !== null, "a 3DS Method without an authentication");
    const sealed = await transaction.sealedCard(record.attempt.key);
    assert(sealed !== null, "a payment under way has lost its card");
    const now = deps.clock.now();
    const attempt: CardAttempt = {
      ...advanceAttempt(record.attempt, "request-authentication", now),
      authentication: { ...record.attempt.authentication, browser },
    };
    await transaction.save({
      order: record.order,
      attempt: { value: attempt, sealedCard: "keep", resultsHash: resultsHash(deps, resultsWord) },
      jobs: rescueJobs("authenticating", now),
    });
    return { order: record.order, attempt, card: deps.vault.openCard(sealed, attemptContext(attempt.key)) };
  });
}

/**
 * The shopper presses cancel: an open page ends cancelled; a payment that waits
 * for the 3DS Method or a challenge ends declined. Once an authorization may have
 * left, nothing is cancelled here.
 */
export async function cancelOnPage(
  deps: Dependencies,
  token: SessionToken,
): Promise<Result<OrderRecord, PageRefusal>> {
  const found = await deps.store.findBySession(token);
  if (found === null) return refuse("not-open");
  if (found.order.phase === "started" && found.attempt?.kind === "transfer") {
    return cancelAtProvider(deps, found.order.key);
  }
  return deps.store.transaction<Result<OrderRecord, PageRefusal>>(async (transaction) => {
    const record = await transaction.lock(found.order.key);
    if (record === null) return refuse("not-open");
    const now = deps.clock.now();
    if (record.order.phase === "open") {
      const order = advance(record.order, "cancel", now, noReason);
      await transaction.save({
        order,
        jobs: [{ kind: "deliver-notification", runAt: now }],
        dropJobs: ["expire-order"],
      });
      return ok({ order, attempt: null });
    }
    const { attempt } = record;
    if (!isCardAttempt(attempt) || (attempt.state !== "preparing" && attempt.state !== "challenging")) {
      return refuse("not-open");
    }
    const change = refused(record.order, attempt, cancelledReason, now);
    await transaction.save(change);
    return ok({ order: change.order, attempt: change.attempt?.value ?? attempt });
  });
}
