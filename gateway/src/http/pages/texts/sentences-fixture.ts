/** A catalogue as tests walk through it. */
interface Branch {
  readonly [key: string]: string | ((word: string) => string) | Branch;
}

/** Every sentence of a catalogue, with `word` in its gaps. */
export function sentencesOf(branch: Branch, word: string): readonly string[] {
  return Object.values(branch).flatMap((leaf) => {
    if (typeof leaf === "string") return [leaf];
    return typeof leaf === "function" ? [leaf(word)] : sentencesOf(leaf, word);
  });
}

/** The sentences by where they stand in the catalogue: `card.heading`. */
export function sentencesByPath(branch: Branch, word: string, prefix = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(branch).flatMap(([key, leaf]): readonly (readonly [string, string])[] => {
      const path = `${prefix}${key}`;
      if (typeof leaf === "string") return [[path, leaf]];
      if (typeof leaf === "function") return [[path, leaf(word)]];
      return [...sentencesByPath(leaf, word, `${path}.`)];
    }),
  );
}
