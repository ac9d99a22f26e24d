import { cancelledReason, authenticationReason } from "#domain/payment/decline-reason.ts";
import { lostBrowserMs } from "#domain/order/timers.ts";
import { advanceAttempt, type CardAttempt, isCardAttempt } from "#domain/payment/attempt.ts";
import type { Reason } from "#domain/order/order.ts";
import type { OrderKey } from "#domain/ids.ts";
import { later } from "#domain/time.ts";
import type { ChallengeResult } from "#ports/authenticator.ts";
import { learn, refused } from "./authenticate-card.ts";
import { resultsHash } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The directory server's RReq: the only thing that ends a challenge. It must
 * come to the URL that only the directory server was told and name the ids of
 * the ARes. A repeat of the same result is accepted without effect; a different
 * one for a finished authentication is not. Answers with the RRes, or with an
 * Erro where the message is no RReq; `isKnown` tells whether anybody waits at the URL.
 *
 * The authorization is left to the browser, which usually comes back within a
 * moment, and to a job should it be lost.
 */
export async function receiveChallengeResult(
  deps: Dependencies,
  received: { readonly word: string; readonly body: string },
): Promise<{ readonly answer: string; readonly isKnown: boolean }> {
  const parsed = deps.authenticator.parseResults(received.body);
  if (parsed.kind === "malformed") return { answer: parsed.answer, isKnown: false };
  const { result } = parsed;
  const known = await deps.store.findByResultsHash(resultsHash(deps, received.word));
  const isAccepted = known !== null && (await record(deps, known.order.key, result));
  if (!isAccepted) deps.log.warn("challenge-result.not-expected", { id: result.threeDSServerTransId });
  return { answer: deps.authenticator.acknowledgeResults(result, isAccepted), isKnown: known !== null };
}

async function record(deps: Dependencies, key: OrderKey, result: ChallengeResult): Promise<boolean> {
  return deps.store.transaction(async (transaction) => {
    const locked = await transaction.lock(key);
    const attempt = locked?.attempt ?? null;
    if (locked === null || !isCardAttempt(attempt) || !isAbout(attempt, result)) return false;
    if (attempt.state !== "challenging" || locked.order.phase !== "started") {
      return attempt.authentication?.transStatus === result.transStatus;
    }
    const now = deps.clock.now();
    const learned: CardAttempt = { ...attempt, authentication: learn(attempt, result) };
    const why = forbids(result);
    if (why !== null) {
      await transaction.save(refused(locked.order, learned, why, now));
      return true;
    }
    await transaction.save({
      order: locked.order,
      attempt: {
        value: advanceAttempt(learned, "authenticate", now),
        sealedCard: "keep",
        resultsHash: null,
      },
      jobs: [{ kind: "authorize-card", runAt: later(now, lostBrowserMs) }],
    });
    return true;
  });
}

const isAbout = (attempt: CardAttempt, result: ChallengeResult): boolean =>
  attempt.authentication?.threeDSServerTransId === result.threeDSServerTransId &&
  attempt.authentication.acsTransId === result.acsTransId &&
  attempt.authentication.dsTransId === result.dsTransId;

/** Why a result ends the payment, or null where it may go on (Y, A, and U without liability). */
function forbids(result: ChallengeResult): Reason | null {
  if (result.transStatus !== "N" && result.transStatus !== "R") return null;
  return result.challengeCancel === "01"
    ? cancelledReason
    : authenticationReason(result.transStatus, result.transStatusReason);
}
