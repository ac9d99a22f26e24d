/** What a payment that did not go through says of the reason and of another try, in English. */
export const retryEn = {
  again: "Try again",
  nothingPaid: (shop: string) => `${shop} has not received any money.`,
  /** Why it came to nothing; a refusal without more is told by the result itself. */
  causes: {
    "insufficient-funds": "There was not enough money on the card or in the account.",
    "card-expired": "This card has expired. Use another card.",
    "not-confirmed": "Your bank could not confirm that it was you.",
    "not-finished": "The confirmation with your bank was cancelled.",
    "too-often": "This card has been tried too often. Wait a while or use another card.",
    technical: "Your bank could not be reached just now.",
    underpaid: "Less than the full amount was paid. You will get your money back.",
  },
  /** Of a payment that was begun, while the link still lives. */
  expired: "The payment was not finished in time. You can start again.",
};

/** The same in every language. */
export type RetryTexts = typeof retryEn;
