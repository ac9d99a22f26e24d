import type { RiskFacts } from "../facts.ts";
import type { Rule } from "../rule.ts";

/**
 * The holder of the card and the customer share no name. Only Latin names are
 * compared: of others the card carries a transcription. One common word is
 * enough, since cards shorten first names and leave out middle ones.
 */
export const nameMismatch: Rule = {
  code: "name-mismatch",
  weight: 2,
  isTriggered: ({ holderName, customer }) => {
    const holder = words(holderName);
    const names = namesOf(customer);
    return holder.length > 0 && names.length > 0 && !names.some((name) => holder.includes(name));
  },
};

/** Without a last name there is nothing to compare. A company counts: its cards bear its name. */
const namesOf = (customer: RiskFacts["customer"]): readonly string[] =>
  words(customer.lastName).length === 0
    ? []
    : [customer.firstName, customer.lastName, customer.companyName].flatMap(words);

/** Words of two letters and more without accents, in capitals; none where a letter is not Latin. */
function words(text: string | null): readonly string[] {
  const plain = (text ?? "")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toUpperCase()
    .replaceAll(/[ØŁĐÆŒÞ]/g, (letter) => spelled[letter] ?? letter);
  if (/(?!\p{Script=Latin})\p{L}/u.test(plain)) return [];
  return plain.split(/\P{L}+/u).filter((word) => word.length >= 2);
}

/** Letters that have no accent to be taken off, as cards write them. */
const spelled: Readonly<Record<string, string>> = { Ø: "O", Ł: "L", Đ: "D", Æ: "AE", Œ: "OE", Þ: "TH" };
