import { challengeFields } from "./challenge-page.ts";
import { attributeText, verbatimHtml } from "./html.ts";

/**
 * The document that a shop shows on its own site to take the shopper to the
 * challenge (`customer_verification.html`; contract, cards-3ds.md §3). It stands
 * under the shop's rules, so it brings no style and loads nothing. The button
 * has no name: a field called `submit` would hide the form's own function.
 */
export function customerVerificationHtml(challenge: {
  readonly acsUrl: string;
  readonly creq: string;
  readonly sessionData: string;
}): string {
  return verbatimHtml`<html>
<head>
<title>3D Secure</title>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body onload="document.forms[0].submit()">
<form method="post" action="!${attributeText(challenge.acsUrl)}">
!${challengeFields(challenge)}
<p>Your bank wants to confirm this payment.</p>
<button type="submit">Continue to your bank</button>
</form>
</body>
</html>
`;
}
