/** What the order's summary says of a long cart, in English. The words fit any number. */
export const cartEn = {
  items: (count: string) => `Items (${count})`,
  more: (count: string) => `and ${count} more`,
};

/** The same in every language. */
export type CartTexts = typeof cartEn;
