import { catalogue } from "#domain/refusal.ts";
import { errorAdvice } from "../api-v1/description/error-advice.ts";
import {
  type Example,
  type Operation,
  type Parameter,
  refusalsOf,
  statusOf,
} from "../api-v1/description/operation.ts";
import { html } from "../pages/views/html.ts";
import { curlOf } from "./curl.ts";
import { kindOf, membersView, sentences, type ShownSchema } from "./schema-view.ts";

/** One call: what it does, what it takes, what it answers, and a line to try it. */
export function operationView(operation: Operation): string {
  const { id, method, path, summary, description, parameters = [], body, answer, examples } = operation;
  return html`<article class="operation" id="${id}">
    <h3><a href="#${id}">${summary}</a></h3>
    <p class="call">
      <span class="method method-${method.toLowerCase()}">${method}</span>
      <code class="path">!${breakable(path)}</code>
    </p>
    !${description.split("\n\n").map((paragraph) => html`<p>!${sentences(paragraph)}</p>`)}
    <div class="sides">
      <div class="told">
        !${parameters.length === 0 ? "" : section("Parameters", parametersView(parameters))}
        !${body === undefined ? "" : section("Body", membersView(body))}
        !${section("Answer", membersView(answer))} !${section("Errors", errorsView(operation))}
      </div>
      <div class="shown">!${examples.map((example) => exampleView(operation, example))}</div>
    </div>
  </article>`;
}

const section = (title: string, content: string): string =>
  html`<h4>${title}</h4>
    !${content}`;

/** A long path may be broken after each slash. */
const breakable = (path: string): string =>
  path
    .split("/")
    .map((part) => html`${part}`)
    .join("/<wbr>");

function parametersView(parameters: readonly Parameter[]): string {
  const shown = parameters.map(({ name, in: place, schema }) => {
    const view: ShownSchema = schema;
    const description = typeof view.description === "string" ? view.description : "";
    return html`<li>
      <p class="member">
        <code class="name">${name}</code> <span class="kind">${place}, ${kindOf(view)}</span>
      </p>
      !${description === "" ? "" : html`<p class="meaning">!${sentences(description)}</p>`}
    </li>`;
  });
  return html`<ul class="members">
    !${shown}
  </ul>`;
}

function errorsView(operation: Operation): string {
  const codes = refusalsOf(operation).map(
    (code) =>
      html`<li>
        <p class="member">
          <code class="name">${code}</code> ${catalogue[code].info}
          <span class="kind">HTTP ${statusOf(operation, code)}</span>
        </p>
        <p class="meaning">!${sentences(errorAdvice[code].means)}</p>
      </li>`,
  );
  return html`!${newerErrorsView(operation)}
    <details>
      <summary>${codes.length} error codes</summary>
      <ul class="members">
        !${codes}
      </ul>
    </details>`;
}

function newerErrorsView({ errorStyle, forbidden, body, parameters = [] }: Operation): string {
  const isNewer = errorStyle === "newer";
  const isIn = (place: Parameter["in"]): boolean => parameters.some((one) => one.in === place);
  const asked = [
    ...(isNewer ? ["403: the key is wrong or missing"] : []),
    ...(forbidden === undefined ? [] : [`403: ${forbidden}`]),
    ...(isNewer && isIn("path") ? ["404: there is no such thing"] : []),
    ...(isNewer && (isIn("query") || body !== undefined) ? ["422: a parameter or a member is wrong"] : []),
  ];
  return asked.length === 0
    ? ""
    : html`<p class="meaning">${asked.join(". ")}. A message stands in the place of the code.</p>`;
}

const exampleView = (operation: Operation, example: Example): string =>
  html`<figure>
    <figcaption>${example.summary}</figcaption>
    !${codeBlock(curlOf(operation, example), "Request", "request")}
    <details>
      <summary>Its answer</summary>
      !${codeBlock(JSON.stringify(example.answer, null, 2), "Answer", "answer")}
    </details>
  </figure>`;

/** A box of code scrolls by itself, so it can be reached by keyboard; one click marks all of a request. */
export const codeBlock = (code: string, label: string, kind: "request" | "answer"): string =>
  // The tag `pre` keeps every space: nothing but the code stands inside.
  html`<pre class="${kind}" tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`;
