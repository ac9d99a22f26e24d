import { instant, toIso } from "../time.ts";

/**
 * `1990-12-31` of `31-12-1990`, `31.12.1990`, `31/12/1990`, `31121990` or itself;
 * null for what is no date (contract, README §5).
 */
export function parseBirthday(typed: string): string | null {
  const [, day, month, year] =
    /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed) ?? [];
  const text =
    day === undefined || month === undefined || year === undefined
      ? typed
      : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || toIso(instant(at)).slice(0, 10) !== text ? null : text;
}
