import type pg from "pg";

/** Numbers fetched at a time: saves a round trip per order; a crash loses at most this many, which is harmless. */
const blockSize = 64;

/** Hands out numbers of a sequence, each once, fetching them in blocks. */
export function createNumberBlock(
  pool: pg.Pool,
  sequence: "transaction_number" | "trace_number",
): () => Promise<number> {
  let block: number[] = [];
  let refill: Promise<void> | null = null;

  async function fetchBlock(): Promise<void> {
    const result = await pool.query<{ number: string }>({
      name: `block-${sequence}`,
      text: `select nextval('${sequence}') as number from generate_series(1, $1)`,
      values: [blockSize],
    });
    block = result.rows.map((row) => Number(row.number));
  }

  return async () => {
    for (;;) {
      const number = block.shift();
      if (number !== undefined) return number;
      refill ??= fetchBlock().finally(() => {
        refill = null;
      });
      await refill;
    }
  };
}
