/** The environment of the bill of materials, read in this one place. */

/**
 * When the sources were made, in seconds, as reproducible builds say it
 * (reproducible-builds.org/specs/source-date-epoch); null where nobody says it.
 */
export function readSourceDate(): Date | null {
  const text = process.env["SOURCE_DATE_EPOCH"];
  if (text === undefined || text === "") return null;
  if (!/^\d{1,11}$/.test(text)) throw new Error(`SOURCE_DATE_EPOCH is "${text}"; it must be seconds.`);
  return new Date(Number(text) * 1_000);
}
