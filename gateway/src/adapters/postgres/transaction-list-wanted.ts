import { type Phase, phases, type Settlement, settlements, wireStatusOf } from "#domain/order/phase.ts";
import { listedNameOf, listedTypes, sideOf } from "#domain/related/listed-type.ts";
import { pendingRefund } from "#domain/method/pending-refund.ts";
import { methods } from "#domain/method/catalogue.ts";
import { type RelatedState, relatedStates } from "#domain/related/related-transaction.ts";
import type { TransactionFilter } from "#ports/transaction-list.ts";
import type { Walk } from "./transaction-list-statements.ts";

/** The filters of the list of transactions in the words of the tables. Null does not filter. */
export interface Wanted {
  readonly standings: readonly Standing[] | null;
  readonly followUpStates: readonly RelatedState[] | null;
  /** Methods whose refunds show such statuses before the money is back. */
  readonly pendingMethods: readonly string[] | null;
  readonly methods: readonly string[] | null;
  /** Kinds of payment: whether it is of FastCheckout. Empty where no payment is wanted. */
  readonly isCheckout: readonly boolean[];
  readonly followUpTypes: readonly (typeof listedTypes)[number][];
}

/** What of an order decides both its statuses. */
interface Standing {
  readonly phase: Phase;
  readonly settlement: Settlement;
}

const standings: readonly Standing[] = phases.flatMap((phase) =>
  settlements.map((settlement) => ({ phase, settlement })),
);

export function wantedOf(filter: TransactionFilter): Wanted {
  const { statuses, financialStatuses, paymentMethods, types, debitCredit } = filter;
  const passes = (wanted: readonly string[], word: string): boolean =>
    wanted.length === 0 || wanted.includes(word);
  const isFiltered = statuses.length > 0 || financialStatuses.length > 0;
  const standingsOf = standings.filter((standing) => {
    const { status, financialStatus } = wireStatusOf(standing);
    return passes(statuses, status) && passes(financialStatuses, financialStatus);
  });
  const pendingMethods = methods.flatMap(({ id }) => {
    const { status, financialStatus } = pendingRefund(id);
    return passes(statuses, status) && passes(financialStatuses, financialStatus) ? [id] : [];
  });
  const statesOf = relatedStates.filter((state) =>
    state === "reserved" || state === "sent"
      ? pendingMethods.length > 0
      : passes(statuses, state) && passes(financialStatuses, state),
  );
  const isPaymentWanted = (type: string): boolean => passes(types, type) && debitCredit !== "D";
  return {
    standings: isFiltered ? standingsOf : null,
    followUpStates: isFiltered ? statesOf : null,
    pendingMethods: isFiltered ? pendingMethods : null,
    methods: paymentMethods.length > 0 ? [...new Set(paymentMethods)] : null,
    isCheckout: [
      ...(isPaymentWanted("payment") ? [false] : []),
      ...(isPaymentWanted("fastcheckout") ? [true] : []),
    ],
    followUpTypes: listedTypes.filter(
      (type) => passes(types, listedNameOf(type)) && (debitCredit ?? sideOf(type)) === sideOf(type),
    ),
  };
}

/**
 * Along what is likely rare. Most orders are completed, with their money here; of
 * the others any method finds enough soon.
 */
export function walkOf({ standings: wanted, methods, isCheckout }: Wanted): Walk {
  const isCommon = (wanted ?? standings).some(
    ({ phase, settlement }) => phase === "completed" && settlement === "completed",
  );
  if (!isCommon) return "status";
  if (isCheckout.length === 1 && isCheckout[0] === true) return "checkout";
  if (methods !== null) return "method";
  return wanted === null ? "time" : "status";
}
