import type { FastifyInstance, FastifyReply } from "fastify";
import { languageOf } from "../languages.ts";
import { formField, sendPage, serveFiles } from "../web.ts";
import type { Acs, Authentication, Choice } from "./acs.ts";
import { parseChallengeRequest, parseMethodRequest } from "./browser-messages.ts";
import {
  alreadyDecidedPage,
  type Carried,
  challengePage,
  errorPage,
  methodPage,
  returnPage,
} from "./pages.ts";
import { isFinalTransStatus } from "./result.ts";

/** What the shopper's browser meets at the issuer: 3DS Method, challenge, and the way back. */
export function acsRoutes({ acs }: { readonly acs: Acs }): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    serveFiles(app, {
      folder: new URL("./assets/", import.meta.url),
      under: "/acs/assets",
      names: ["acs.css", "submit.js", "bank.svg"],
    });

    app.post("/acs/method", async (request, reply) => {
      const method = parseMethodRequest(formField(request.body, "threeDSMethodData"));
      if (method === null) return sendPage(reply, errorPage("unusable", "en"), 400);
      return sendPage(reply, methodPage(method));
    });

    app.post("/acs/challenge", async (request, reply) =>
      withChallenge({ acs, body: request.body, reply }, async (authentication, carried) => {
        if (authentication.state.kind === "challenge")
          return sendPage(reply, challengePage(authentication, carried));
        return sendPage(reply, alreadyDecidedPage(authentication, carried), 410);
      }),
    );

    app.post("/acs/decide", async (request, reply) =>
      withChallenge({ acs, body: request.body, reply }, async (authentication, carried) => {
        const choice = parseChoice(request.body);
        if (authentication.state.kind !== "challenge") {
          return sendPage(reply, alreadyDecidedPage(authentication, carried), 410);
        }
        if (choice === null) {
          return sendPage(reply, errorPage("noChoice", languageOf(authentication.browserLanguage)), 400);
        }
        await acs.decide(authentication, choice);
        return sendPage(reply, returnPage(authentication, carried));
      }),
    );
  };
}

/** Finds the challenge that the form names, or answers that there is none. */
async function withChallenge(
  { acs, body, reply }: { readonly acs: Acs; readonly body: unknown; readonly reply: FastifyReply },
  answer: (authentication: Authentication, carried: Carried) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const creq = formField(body, "creq") ?? "";
  const ids = parseChallengeRequest(creq);
  if (ids === null) return sendPage(reply, errorPage("unusable", "en"), 400);
  const authentication = acs.challenge(ids);
  if (authentication === null) return sendPage(reply, errorPage("unknown", "en"), 404);
  // Decided a moment ago in another window: the way back opens when the 3DS Server knows the result.
  if (authentication.state.kind === "decided") await authentication.state.reported;
  return answer(authentication, { creq, threeDSSessionData: formField(body, "threeDSSessionData") });
}

/** The cancel button wins: its form carries the select as well. */
function parseChoice(body: unknown): Choice | null {
  if (formField(body, "cancel") !== undefined) return "cancel";
  const transStatus = formField(body, "transStatus");
  return isFinalTransStatus(transStatus) ? transStatus : null;
}
