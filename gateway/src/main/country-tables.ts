import { readFile } from "node:fs/promises";
import { createCountryTables } from "#adapters/country-tables/country-tables.ts";
import type { CountryTables } from "#ports/country-tables.ts";
import type { Config } from "./config.ts";
import { StartupError } from "./startup-error.ts";

/** The tables the operator gave; none where he gave none. Throws a StartupError that names variable and line. */
export async function readCountryTables(files: Config["countries"]): Promise<CountryTables> {
  const addresses = await read("SLUIS_ADDRESS_COUNTRIES", files.addressFile);
  const cards = await read("SLUIS_CARD_COUNTRIES", files.cardFile);
  try {
    return createCountryTables({ addresses, cards });
  } catch (error) {
    throw new StartupError(`A table of countries cannot be used: ${messageOf(error)}.`);
  }
}

async function read(variable: string, file: string | null): Promise<string> {
  if (file === null) return "";
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new StartupError(`The file of ${variable} cannot be read: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
