import { html } from "./html.ts";

/** One labelled choice out of a list too long to be shown whole. */
export interface SelectField {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  /** What stands there while nothing is chosen. */
  readonly prompt: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly error: string | null;
}

export function selectField(field: SelectField): string {
  const { name, error } = field;
  const described = error === null ? "" : html`aria-invalid="true" aria-describedby="${name}-error"`;
  const options = field.options.map(
    ({ value, label }) =>
      html`<option value="${value}" !${value === field.value ? "selected" : ""}>${label}</option>`,
  );
  return html`<div class="field">
    <div class="field-head"><label for="${name}">${field.label}</label></div>
    <select
      id="${name}"
      name="${name}"
      autocomplete="${field.autocomplete}"
      aria-required="true"
      !${described}
    >
      <option value="">${field.prompt}</option>
      !${options}
    </select>
    !${error === null ? "" : html`<p class="field-error" id="${name}-error">${error}</p>`}
  </div>`;
}
