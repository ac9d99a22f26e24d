import { html } from "./html.ts";

/**
 * Hidden fields for the browser part of the AReq (EMV 3DS 2.2.0, table A.1). As
 * they stand they describe a browser without script; the script fills them.
 */
export const browserFields = (): string =>
  html`<input type="hidden" name="browser_java_enabled" value="false" />
    <input type="hidden" name="browser_javascript_enabled" value="false" />
    <input type="hidden" name="browser_language" value="" />
    <input type="hidden" name="browser_color_depth" value="" />
    <input type="hidden" name="browser_screen_height" value="" />
    <input type="hidden" name="browser_screen_width" value="" />
    <input type="hidden" name="browser_tz" value="" />`;
