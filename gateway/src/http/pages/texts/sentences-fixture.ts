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
