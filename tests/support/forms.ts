import assert from "node:assert/strict";
import { findForms, type Form } from "./markup.ts";

/** A page as a client without script gets it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where a redirect pointed that was not followed: it left the gateway and the simulator. */
  readonly leftFor: string | null;
}

export interface Submission {
  /** Values by field name; they replace what the form carries. */
  readonly values?: Readonly<Record<string, string>>;
  /** Part of the name or value of the button to press; default the first. */
  readonly button?: string;
}

/**
 * A shopper with a client that knows no script: it follows redirects within the
 * given origins, sends forms, and keeps no cookies (the way back from an ACS is
 * cross-site, where cookies do not travel).
 */
export interface Visitor {
  open(url: string): Promise<Page>;
  submit(page: Page, submission?: Submission): Promise<Page>;
  /** Sends a form that stands in a document of our own, such as `customer_verification.html`. */
  submitHtml(html: string, submission?: Submission): Promise<Page>;
  post(url: string, values: Readonly<Record<string, string>>): Promise<Page>;
}

const redirectsAtMost = 10;

type Init = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

/** `headers` travel with every request, as a proxy would add them. */
export function visitor(origins: readonly string[], headers: Readonly<Record<string, string>> = {}): Visitor {
  const isInside = (url: string): boolean => origins.includes(new URL(url).origin);

  const request = async (url: string, init: Init): Promise<Page> => {
    let target = url;
    let options: Init = init;
    for (let hop = 0; hop < redirectsAtMost; hop += 1) {
      const response = await fetch(target, {
        ...options,
        headers: { ...headers, ...options.headers },
        redirect: "manual",
      });
      const html = await response.text();
      const location = response.headers.get("location");
      const page = { url: target, status: response.status, html, headers: response.headers, leftFor: null };
      if (location === null || response.status < 300 || response.status > 399) return page;
      const next = new URL(location, target).href;
      if (!isInside(next)) return { ...page, leftFor: next };
      target = next;
      options = { method: "GET" };
    }
    throw new Error(`more than ${redirectsAtMost} redirects from ${url}`);
  };

  const post = async (url: string, values: Readonly<Record<string, string>>): Promise<Page> =>
    await request(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...values }).toString(),
    });

  const send = async (base: string, form: Form, submission: Submission): Promise<Page> => {
    const values = { ...filledIn(form, submission.button), ...submission.values };
    const url = new URL(form.action, base).href;
    if (form.method === "post") return await post(url, values);
    const target = new URL(url);
    target.search = new URLSearchParams(values).toString();
    return await request(target.href, { method: "GET" });
  };

  return {
    open: (url) => request(url, { method: "GET" }),
    post,
    submit: (page, submission = {}) => send(page.url, formFor(page.html, submission), submission),
    submitHtml: (html, submission = {}) => send("about:blank", formFor(html, submission), submission),
  };
}

/** The form that has the named fields and button; the first one where nothing is named. */
export function formFor(html: string, submission: Submission = {}): Form {
  const form = findForms(html).find(
    (candidate) =>
      Object.keys(submission.values ?? {}).every((name) =>
        candidate.fields.some((field) => field.name === name),
      ) &&
      (submission.button === undefined || buttonOf(candidate, submission.button) !== undefined),
  );
  assert.ok(form, `no form with ${JSON.stringify(submission)} in:\n${html.slice(0, 4_000)}`);
  return form;
}

function filledIn(form: Form, button: string | undefined): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of form.fields) {
    if (field.type !== "checkbox" && field.type !== "radio") values[field.name] = field.value;
  }
  const pressed = button === undefined ? form.buttons[0] : buttonOf(form, button);
  if (pressed !== undefined && pressed.name !== "") values[pressed.name] = pressed.value;
  return values;
}

const buttonOf = (form: Form, part: string): Form["buttons"][number] | undefined =>
  form.buttons.find((button) => button.name.includes(part) || button.value.includes(part));

/** Name of the field that the browser would fill from its own store, e.g. `cc-number`. */
export function fieldNamed(html: string, autocomplete: string): string {
  const field = findForms(html)
    .flatMap((form) => form.fields)
    .find((candidate) => candidate.autocomplete === autocomplete);
  assert.ok(field, `no field for ${autocomplete}`);
  return field.name;
}
