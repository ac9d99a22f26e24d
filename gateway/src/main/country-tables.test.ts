import assert from "node:assert/strict";
import { test } from "node:test";
import { readCountryTables } from "./country-tables.ts";
import { StartupError } from "./startup-error.ts";

test("a table that cannot be read is named by its variable", async () => {
  await assert.rejects(
    readCountryTables({ addressFile: null, cardFile: "/nowhere/cards.csv" }),
    (error: unknown) => error instanceof StartupError && /SLUIS_CARD_COUNTRIES/.test(error.message),
  );
});

test("a file that is no table is refused at the start", async () => {
  await assert.rejects(
    readCountryTables({ addressFile: import.meta.filename, cardFile: null }),
    (error: unknown) => error instanceof StartupError && /line 1 is no range/.test(error.message),
  );
});
