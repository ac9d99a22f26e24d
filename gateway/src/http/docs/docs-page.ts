import { assert } from "#domain/result.ts";
import { notOffered } from "../api-v1/account.ts";
import { families, type Operation } from "../api-v1/description/operation.ts";
import type { PageAsset, PageAssetName } from "../pages/assets/assets.ts";
import { html } from "../pages/views/html.ts";
import { codeBlock, operationView } from "./operation-view.ts";

interface DocsParts {
  readonly operations: readonly Operation[];
  readonly publicUrl: string;
  readonly assets: readonly PageAsset[];
}

/** The description of the merchant API for people: one page, nothing to run, nothing from elsewhere. */
export function docsPage({ operations, publicUrl, assets }: DocsParts): string {
  const groups = families
    .map((family) => ({ family, calls: operations.filter((operation) => operation.family === family) }))
    .filter(({ calls }) => calls.length > 0);
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <title>Sluis merchant API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" type="image/svg+xml" href="!${assetOf(assets, "icon.svg").path}" />
        !${stylesheet(assetOf(assets, "pay.css"))} !${stylesheet(assetOf(assets, "docs.css"))}
      </head>
      <body class="docs">
        <a class="skip" href="#content">Skip to the calls</a>
        <header class="masthead">
          <h1>Sluis merchant API</h1>
          <p>Orders, refunds, captures and lists, on the wire like the MultiSafepay JSON orders API.</p>
          <p><a href="/openapi.json">OpenAPI 3.1 description</a></p>
        </header>
        <nav class="contents" aria-label="Calls">
          <details open>
            <summary>Calls</summary>
            <a href="#start">Getting started</a>
            !${groups.map(({ family, calls }) => contents(family, calls))}
          </details>
        </nav>
        <main id="content">
          !${gettingStarted(publicUrl)}
          !${groups.map(
            ({ family, calls }) =>
              html`<section class="family" id="${anchorOf(family)}">
                <h2>${family}</h2>
                !${calls.map(operationView)}
              </section>`,
          )}
        </main>
      </body>
    </html> `;
}

function assetOf(assets: readonly PageAsset[], name: PageAssetName): PageAsset {
  const asset = assets.find((candidate) => candidate.name === name);
  assert(asset !== undefined, `page asset ${name} is loaded`);
  return asset;
}

const stylesheet = ({ path, integrity }: PageAsset): string =>
  html`<link rel="stylesheet" href="!${path}" integrity="!${integrity}" />`;

const anchorOf = (family: string): string => family.toLowerCase().replaceAll(" ", "-");

const contents = (family: string, calls: readonly Operation[]): string =>
  html`<p><a href="#${anchorOf(family)}">${family}</a></p>
    <ul>
      !${calls.map(
        ({ id, method, summary }) =>
          html`<li>
            <a href="#${id}"
              ><span class="method method-${method.toLowerCase()}">${method}</span> <span>${summary}</span></a
            >
          </li>`,
      )}
    </ul>`;

const gettingStarted = (publicUrl: string): string =>
  html`<section class="family" id="start">
    <h2>Getting started</h2>
    <p>
      Put your site's key into the shell; every example below works when it is pasted after these two lines,
      from the top of the page to its end.
    </p>
    !${codeBlock(`KEY=...\nAPI=${publicUrl}/v1/json`, "Shell variables", "request")}
    <h3>The key</h3>
    <p>
      In the header <code>api_key</code>, as <code>Authorization: Bearer</code>, or in the query as
      <code>api_key</code>. The first of these that is there counts.
    </p>
    <h3>What goes over the wire</h3>
    <p>
      Bodies are JSON objects in UTF-8 of at most 1 MiB. Members and parameters that are not known are
      ignored. A number may be sent as text and text as a number; null, an empty text and PHP's empty list
      count as not given.
    </p>
    <p>
      Amounts are in minor units: 1000 is EUR 10.00. Only the prices of a cart are in major units, as exact
      decimals.
    </p>
    <h3>Errors</h3>
    <p>
      Every call that is not carried out says so with an HTTP status and a code; nothing was changed then.
    </p>
    !${codeBlock(
      JSON.stringify(
        { success: false, data: {}, error_code: 1006, error_info: "Invalid transaction ID" },
        null,
        2,
      ),
      "Error",
      "answer",
    )}
    <h3>What is not offered</h3>
    <p>
      Families of the original API without a counterpart here are refused with code 1000:
      !${notOffered.map((family) => html`<code>${family}</code>`).join(", ")}.
    </p>
  </section>`;
