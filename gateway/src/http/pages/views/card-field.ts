import { html } from "./html.ts";
import { codeOnBackIcon, codeOnFrontIcon } from "./icons.ts";

/** One labelled input of the card form. */
export interface CardField {
  /** Name of the input and, as there is one form, its id. */
  readonly name: "card_number" | "card_holder_name" | "card_expiry" | "card_cvc";
  readonly label: string;
  /** Already rendered element beside the label. */
  readonly labelAside?: string;
  readonly hint?: { readonly text: string; readonly amexText: string };
  readonly autocomplete: "cc-number" | "cc-name" | "cc-exp" | "cc-csc";
  readonly inputMode: "numeric" | "text";
  readonly maxLength: number;
  readonly placeholder?: string;
  /** What the shopper typed before; null where it must never come back. */
  readonly value: string | null;
  /** Sentences with which the script refuses before the server has to. */
  readonly refusals: { readonly missing: string; readonly invalid: string } & Readonly<
    Record<string, string>
  >;
  readonly error: string | null;
  readonly hasFocus: boolean;
}

export function cardField(field: CardField): string {
  const { name } = field;
  const described = [
    field.hint === undefined ? null : `${name}-hint`,
    field.error === null ? null : `${name}-error`,
  ].filter((id) => id !== null);
  const attributes = [
    html`id="${name}" name="${name}" type="text" autocomplete="${field.autocomplete}"`,
    html`inputmode="${field.inputMode}" maxlength="${field.maxLength}" aria-required="true"`,
    ...Object.entries(field.refusals).map(([why, sentence]) => html`data-${why}="${sentence}"`),
    // Digits and dates run left to right in every script; a name runs as it is written.
    field.inputMode === "numeric" ? 'dir="ltr"' : 'dir="auto" autocapitalize="words"',
    'spellcheck="false" autocorrect="off"',
    field.placeholder === undefined ? "" : html`placeholder="${field.placeholder}"`,
    field.value === null || field.value === "" ? "" : html`value="${field.value}"`,
    described.length === 0 ? "" : html`aria-describedby="${described.join(" ")}"`,
    field.error === null ? "" : 'aria-invalid="true"',
    field.hasFocus ? "autofocus" : "",
  ].filter((attribute) => attribute !== "");
  return html`<div class="field">
    <div class="field-head"><label for="${name}">${field.label}</label>!${field.labelAside ?? ""}</div>
    <input !${attributes.join(" ")} />
    !${field.error === null ? "" : html`<p class="field-error" id="${name}-error">${field.error}</p>`}
    !${field.hint === undefined ? "" : hint(name, field.hint)}
  </div>`;
}

/** Where the code stands on the card, drawn and told; the script shows the one that fits the number. */
const hint = (
  name: string,
  { text, amexText }: { readonly text: string; readonly amexText: string },
): string =>
  html`<p class="field-hint" id="${name}-hint">
    <span class="cvc-place" data-cvc="back">!${codeOnBackIcon}<span>${text}</span></span>
    <span class="cvc-place" data-cvc="front" hidden>!${codeOnFrontIcon}<span>${amexText}</span></span>
  </p>`;
