import { passesLuhn } from "./card.ts";

const mask = "[card number]";

/** Digits, and single signs between them as people and programs group them. */
const digitRuns = /\d(?:[ .\u00a0-]?\d){12,}/g;
const separators = /[ .\u00a0-]/;

const shortest = 13;
const longest = 19;

/**
 * The last net under log lines and error texts, where `Secret` and care should have kept card numbers out already: what has
 * 13 to 19 digits, begins as card numbers do and passes Luhn is replaced, also when it is grouped. Of a longer row of digits any
 * part that could be one condemns the whole. One in ten other numbers of such a length falls victim too, which is why answers
 * about orders do not go through here.
 */
export const maskCardNumbers = (text: string): string => text.replaceAll(digitRuns, (run) => maskedRun(run));

interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

function maskedRun(run: string): string {
  const groups = groupsOf(run);
  let masked = "";
  let kept = 0;
  for (let first = 0; first < groups.length; first += 1) {
    const count = groupsOfCardNumber(groups, first);
    const last = groups[first + count - 1];
    if (count === 0 || last === undefined) continue;
    masked += run.slice(kept, groups[first]?.start) + mask;
    kept = last.end;
    first += count - 1;
  }
  return masked + run.slice(kept);
}

/** How many groups from this one on are one card number together, as many as may be; 0 where they are none. */
function groupsOfCardNumber(groups: readonly Group[], first: number): number {
  let digits = "";
  let found = 0;
  for (let count = 1; first + count <= groups.length; count += 1) {
    digits += groups[first + count - 1]?.digits ?? "";
    if (digits.length > longest) return count === 1 && holdsCardNumber(digits) ? 1 : found;
    if (isCardNumber(digits)) found = count;
  }
  return found;
}

function groupsOf(run: string): readonly Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (const digits of run.split(separators)) {
    groups.push({ digits, start, end: start + digits.length });
    start += digits.length + 1;
  }
  return groups;
}

function holdsCardNumber(digits: string): boolean {
  for (let start = 0; start + shortest <= digits.length; start += 1) {
    for (let length = shortest; length <= longest && start + length <= digits.length; length += 1) {
      if (isCardNumber(digits.slice(start, start + length))) return true;
    }
  }
  return false;
}

/** The schemes' numbers begin with 2 to 6; times in milliseconds, for one, do not. */
const isCardNumber = (digits: string): boolean =>
  digits.length >= shortest && digits.length <= longest && /^[2-6]/.test(digits) && passesLuhn(digits);
