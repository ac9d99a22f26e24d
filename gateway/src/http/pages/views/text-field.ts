import { html } from "./html.ts";

/** One labelled input of a form that holds no card. */
export interface TextField {
  /** Name of the input and, as there is one such form on a page, its id. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete: string;
  readonly inputMode: "text" | "numeric" | "email" | "tel";
  readonly maxLength: number;
  readonly value: string;
  readonly isRequired: boolean;
  readonly error: string | null;
}

export function textField(field: TextField): string {
  const { name, error, hint } = field;
  const described = [hint === undefined ? "" : `${name}-hint`, error === null ? "" : `${name}-error`]
    .filter((id) => id !== "")
    .join(" ");
  const attributes = [
    html`id="${name}" name="${name}" type="text" autocomplete="${field.autocomplete}"`,
    html`inputmode="${field.inputMode}" maxlength="${field.maxLength}" spellcheck="false" dir="auto"`,
    field.isRequired ? 'aria-required="true"' : "",
    field.value === "" ? "" : html`value="${field.value}"`,
    described === "" ? "" : html`aria-describedby="${described}"`,
    error === null ? "" : 'aria-invalid="true"',
  ].filter((attribute) => attribute !== "");
  return html`<div class="field">
    <div class="field-head"><label for="${name}">${field.label}</label></div>
    <input !${attributes.join(" ")} />
    !${error === null ? "" : html`<p class="field-error" id="${name}-error">${error}</p>`}
    !${hint === undefined ? "" : html`<p class="field-hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}
