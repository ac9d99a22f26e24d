import type { Page, Visitor } from "./forms.ts";
import { findForms } from "./markup.ts";

/** What the shopper chooses on the issuer's page; `cancel` presses its cancel button. */
export type ChallengeChoice = "Y" | "N" | "A" | "U" | "R" | "cancel";

const stepsAtMost = 6;

/** Presses the one button of each page in between until the issuer's challenge is reached. */
export async function reachChallenge(visitor: Visitor, first: Page): Promise<Page> {
  let page = first;
  for (let step = 0; step < stepsAtMost; step += 1) {
    if (isChallenge(page) || page.leftFor !== null || findForms(page.html).length === 0) return page;
    page = await visitor.submit(page);
  }
  throw new Error(`no challenge after ${stepsAtMost} pages: ${page.url}`);
}

export const isChallenge = (page: Page): boolean =>
  findForms(page.html).some((form) => form.fields.some((field) => field.name === "transStatus"));

/** Answers the issuer and presses on until the browser leaves for the shop or a page has no form left. */
export async function answerChallenge(
  visitor: Visitor,
  challenge: Page,
  choice: ChallengeChoice,
): Promise<Page> {
  let page = await visitor.submit(
    challenge,
    choice === "cancel" ? { button: "cancel" } : { values: { transStatus: choice } },
  );
  for (let step = 0; step < stepsAtMost; step += 1) {
    if (page.leftFor !== null || !mustPressOn(page)) return page;
    page = await visitor.submit(page);
  }
  return page;
}

/** The page that carries `cres` back to the gateway has one form that does nothing but that. */
const mustPressOn = (page: Page): boolean =>
  findForms(page.html).some((form) => form.fields.some((field) => field.name === "cres"));
