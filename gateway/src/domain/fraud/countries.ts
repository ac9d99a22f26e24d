/** True where both countries are known and are not the same one. */
export const areDifferent = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other;
