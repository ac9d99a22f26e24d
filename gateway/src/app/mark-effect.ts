import type { KeyMark } from "#ports/idempotency-keys.ts";
import type { Change, Store, StoreTransaction } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The same ports for one request: the first thing that it writes bears the mark
 * of its key. What follows is of the same request, whose end is then told from
 * what the first write began. The mark goes with `deps` and not with the thread:
 * an advice that comes over a link which this request opened is nobody's effect.
 */
export function markingFirstEffect(deps: Dependencies, mark: KeyMark, isMade: boolean): Dependencies {
  const once: Once = { mark: isMade ? undefined : mark };
  return {
    ...deps,
    store: markedStore(deps.store, once),
    tokens: {
      ...deps.tokens,
      remove: (owner, name) => marked(once, (given) => deps.tokens.remove(owner, name, given), Boolean),
    },
    siteBook: {
      ...deps.siteBook,
      changeProfile: (id, decide) =>
        marked(
          once,
          (given) => deps.siteBook.changeProfile(id, decide, given),
          (changed) => changed?.ok === true,
        ),
    },
  };
}

/** The mark until something bears it. */
interface Once {
  mark: KeyMark | undefined;
}

async function marked<Outcome>(
  once: Once,
  write: (mark: KeyMark | undefined) => Promise<Outcome>,
  isWritten: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const outcome = await write(once.mark);
  if (isWritten(outcome)) once.mark = undefined;
  return outcome;
}

const bearing = <Some extends Change>(change: Some, mark: KeyMark | undefined): Some =>
  mark === undefined ? change : { ...change, mark };

const isInserted = (outcome: "inserted" | "exists"): boolean => outcome === "inserted";

function markedStore(store: Store, once: Once): Store {
  return {
    ...store,
    insert: (change) => marked(once, (mark) => store.insert(bearing(change, mark)), isInserted),
    saveIfUnchanged: (known, change) =>
      marked(once, (mark) => store.saveIfUnchanged(known, bearing(change, mark)), Boolean),
    renameOrder: (key, orderId, at) =>
      marked(
        once,
        (mark) => store.renameOrder(key, orderId, at, mark),
        (outcome) => outcome === "renamed",
      ),
    async transaction(work) {
      // Kept apart until the commit: what is rolled back bears nothing.
      const within: Once = { ...once };
      const result = await store.transaction((transaction) => work(markedTransaction(transaction, within)));
      once.mark = within.mark;
      return result;
    },
  };
}

const markedTransaction = (transaction: StoreTransaction, once: Once): StoreTransaction => ({
  ...transaction,
  insert: (change) => marked(once, (mark) => transaction.insert(bearing(change, mark)), isInserted),
  save: (change) =>
    marked(
      once,
      (mark) => transaction.save(bearing(change, mark)),
      () => true,
    ),
});
