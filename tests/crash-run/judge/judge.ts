import type { Evidence } from "../evidence.ts";
import { judgeAnswers } from "./answers.ts";
import { judgeKeys } from "./keys.ts";
import { judgeMails } from "./mails.ts";
import { judgeMessages, judgeSums } from "./money.ts";
import { judgeNotifications } from "./notifications.ts";
import { judgePromises } from "./promises.ts";
import { judgeSecrets } from "./secrets.ts";
import { judgeStates } from "./states.ts";

export interface Violation {
  readonly rule: string;
  readonly what: string;
}

const rules: Readonly<Record<string, (evidence: Evidence) => readonly string[]>> = {
  "the books of both sides agree": judgeSums,
  "no message stands alone": judgeMessages,
  "every order is where its history leads, and nothing is left": judgeStates,
  "what was accepted is true": judgePromises,
  "what is not there is said to be away": judgeAnswers,
  "a key stands for one request": judgeKeys,
  "shops were told": judgeNotifications,
  "shoppers were reminded": judgeMails,
  "no secret lies about": judgeSecrets,
};

/** Everything that is not as it must be; nothing where all is well. */
export const judge = (evidence: Evidence): readonly Violation[] =>
  Object.entries(rules).flatMap(([rule, find]) => find(evidence).map((what) => ({ rule, what })));
