import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";

/**
 * What our notification address shows inside the hidden frame when the issuer's
 * 3DS Method is done: the script tells the page around it. Nobody sees it.
 */
export function methodDonePage(links: AssetLinks): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>3-D Secure</title>
        <script src="!${links.script.path}" integrity="!${links.script.integrity}" defer></script>
      </head>
      <body data-method-done>
        <p>3-D Secure</p>
      </body>
    </html> `;
}
