/**
 * Gathers what comes while statements run, as many as may at a time, into the next
 * one. Alone, an item is run at once; of many at a time each costs a part of a
 * statement. A fault is that of all who were in it.
 */
export function createBatch<Item, Outcome>(
  mostItems: number,
  run: (items: readonly Item[]) => Promise<(item: Item) => Outcome>,
  mostRunning = 1,
): (item: Item) => Promise<Outcome> {
  let waiting: Waiting<Item, Outcome>[] = [];
  let running = 0;

  async function runAll(): Promise<void> {
    running += 1;
    while (waiting.length > 0) {
      const together = waiting.slice(0, mostItems);
      waiting = waiting.slice(mostItems);
      await run(together.map(({ item }) => item)).then(
        (outcomeOf) => {
          for (const { item, resolve } of together) resolve(outcomeOf(item));
        },
        (error: unknown) => {
          for (const { reject } of together) reject(error);
        },
      );
    }
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < mostRunning) void runAll();
    });
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}
