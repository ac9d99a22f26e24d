import assert from "node:assert/strict";
import pg from "pg";
import { cards } from "./orders.ts";

// What no test does on purpose in these places is a leak, whichever test it was: so every world looks when it ends, and every
// answer of the API is looked at.

const numbers = Object.values(cards);

/** As digits, as groups of four, and as the hexadecimal in which PostgreSQL shows bytes. */
const writings = numbers.flatMap((number) => [
  number,
  number.replaceAll(/(\d{4})(?=\d)/g, "$1 "),
  number.replaceAll(/(\d{4})(?=\d)/g, "$1-"),
  Buffer.from(number).toString("hex"),
]);

export function assertNoCardNumber(place: string, text: string): void {
  const found = writings.find((writing) => text.includes(writing));
  assert.equal(found, undefined, `a card number stands in ${place}`);
}

/** Every row of every table, as text. */
export async function assertNoCardNumberStored(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const searches = tables.rows.map(
      ({ name }) => `select '${name}' as place from ${name} where ${name}::text ~ $1`,
    );
    if (searches.length === 0) return;
    const { rows } = await client.query(`${searches.join(" union ")} order by 1`, [writings.join("|")]);
    assert.deepEqual(rows, [], "a card number rests in the database");
  } finally {
    await client.end();
  }
}
