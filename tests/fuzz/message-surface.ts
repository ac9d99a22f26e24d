import fc, { type Arbitrary } from "fast-check";
import { signedHeaders } from "../support/bank-call.ts";
import { type Json, parseJson } from "../support/json.ts";
import { bodyOf, type FuzzCase, pathOf, type Surface } from "./fuzz-case.ts";
import type { HostileValues } from "./hostile-values.ts";
import { mutatedBodies } from "./mutate-json.ts";
import type { Targets } from "./targets.ts";

/** What directory servers, issuers' pages and providers send: RReq, CRes, 3DS Method, webhooks. */
export function messageSurface(targets: Targets, values: HostileValues): Surface {
  const cases = fc.oneof(
    { weight: 4, arbitrary: results(targets.results, values) },
    { weight: 3, arbitrary: returns(targets.results, values) },
    { weight: 1, arbitrary: methodEnds(values) },
    { weight: 3, arbitrary: webhooks(targets.webhooks, values) },
  );
  return { name: "messages", weight: 17, answersWith: "anything", cases };
}

type Results = Targets["results"];

const jsonType = "application/json; charset=utf-8";

function results(pending: Results, values: HostileValues): Arbitrary<FuzzCase> {
  const messages = pending.map(({ message }): Json => message);
  const path = oddOr(
    pending.map((one) => one.path),
    "/threeds/results/",
    values,
  );
  return posted(path, jsonType, mutatedBodies(messages, values));
}

/** The browser brings back its CRes as base64url of JSON in a form. */
function returns(pending: Results, values: HostileValues): Arbitrary<FuzzCase> {
  const messages = pending.map(({ message }): Json => ({
    messageType: "CRes",
    messageVersion: "2.2.0",
    threeDSServerTransID: message["threeDSServerTransID"] ?? "",
    acsTransID: message["acsTransID"] ?? "",
    challengeCompletionInd: "Y",
    transStatus: "Y",
  }));
  const cres = fc.oneof(
    { weight: 4, arbitrary: mutatedBodies(messages, values).map((bytes) => bytes.toString("base64url")) },
    { weight: 1, arbitrary: values.text },
  );
  return posted(fc.constant("/threeds/return"), formType, forms("cres", cres, values));
}

const methodEnds = (values: HostileValues): Arbitrary<FuzzCase> =>
  posted(fc.constant("/threeds/method-done"), formType, forms("threeDSMethodData", values.text, values));

const formType = "application/x-www-form-urlencoded";

const forms = (name: string, value: Arbitrary<string>, values: HostileValues): Arbitrary<Buffer> =>
  fc.tuple(value, values.text).map(([text, session]) => {
    const pairs = {
      [name]: text.slice(0, 60_000).toWellFormed(),
      threeDSSessionData: session.toWellFormed(),
    };
    return bodyOf(new URLSearchParams(pairs).toString());
  });

const webhook = { tag: "bank-link-webhook" } as const;

/** In the provider's name, or nothing of them would be looked at. */
function webhooks(paths: readonly string[], values: HostileValues): Arbitrary<FuzzCase> {
  const event = parseJson('{"id":"1","status":"paid","type":"payment.changed"}');
  const type = fc.constantFrom(jsonType, formType, "text/xml", "/");
  const path = oddOr(paths, "/providers/", values);
  const signed = (one: FuzzCase): FuzzCase => {
    const { path: at, headers } = one;
    const body = one.body ?? "";
    return { ...one, headers: signedHeaders({ method: "POST", path: at, headers, body }, webhook) };
  };
  return type.chain((chosen) => posted(path, chosen, mutatedBodies([event], values)).map(signed));
}

/** Mostly an address that exists. */
const oddOr = (paths: readonly string[], start: string, values: HostileValues): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: paths.length > 0 ? fc.constantFrom(...paths) : fc.constant(start) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(values.text, fc.constantFrom("", "/x"))
        .map(([text, end]) => pathOf(`${start}${text.slice(0, 1_200)}${end}`)),
    },
  );

const posted = (path: Arbitrary<string>, type: string, body: Arbitrary<Buffer>): Arbitrary<FuzzCase> =>
  fc.record({
    method: fc.constant("POST"),
    path,
    headers: fc.constant({ "content-type": type }),
    body,
  });
