import { textsFor } from "../pages/texts/language.ts";
import { attributeText, html } from "../pages/views/html.ts";

/** A fact of the payment: what it is called, and what it is. */
export type Fact = readonly [name: string, value: string];

interface MailParts {
  readonly locale: string;
  readonly subject: string;
  readonly shopName: string;
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly facts: readonly Fact[];
  /** The one thing to do, or null. */
  readonly button: { readonly label: string; readonly url: string; readonly orOpen: string } | null;
  readonly after: readonly string[];
  /** Small print below the frame. */
  readonly why: readonly string[];
  readonly stop: { readonly label: string; readonly url: string } | null;
}

const font =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif";

/** For programs that know it; all others show the light colours that stand with the elements. */
const darkStyles = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background: #0f141b !important; color: #e8edf4 !important; }
    .frame { background: #18202a !important; border-color: #2b3643 !important; }
    .line { border-color: #2b3643 !important; }
    .quiet { color: #a3afbf !important; }
    .link { color: #63c3e2 !important; }
    .button { background: #63c3e2 !important; border-color: #63c3e2 !important; color: #05212c !important; }
  }`;

/**
 * A mail that shows the same in every mail program: styles stand with the
 * elements, nothing is loaded from anywhere, no script, no picture, no table. The
 * button is made of its border, which Outlook draws too where it ignores padding.
 * The language stands with the mail itself too: a web mailer takes its frame off.
 */
export function mailHtml(mail: MailParts): string {
  const { htmlLang } = textsFor(mail.locale);
  return html`<!doctype html>
    <html lang="${htmlLang}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${mail.subject}</title>
        <style>
          !${darkStyles}
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f5f8;color:#18212f;!${font}">
        !${previewLine(mail)}
        <div
          class="page"
          role="article"
          lang="${htmlLang}"
          dir="ltr"
          aria-label="${mail.subject}"
          style="padding:24px 12px;background:#f3f5f8;color:#18212f;!${font};font-size:16px;line-height:1.5"
        >
          <div
            class="frame"
            style="max-width:520px;margin:0 auto;padding:28px 24px;background:#ffffff;border:1px solid #dfe4eb;border-radius:12px"
          >
            <p class="quiet" style="margin:0 0 20px;color:#566173;font-weight:600;overflow-wrap:anywhere">
              ${mail.shopName}
            </p>
            <h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">${mail.heading}</h1>
            !${mail.sentences.map(paragraph)} !${factList(mail.facts)} !${buttonOf(mail)}
            !${mail.after.map(paragraph)}
          </div>
          <div
            class="quiet"
            style="max-width:520px;margin:16px auto 0;padding:0 8px;color:#566173;font-size:13px;line-height:1.5;overflow-wrap:anywhere"
          >
            !${mail.why.map((line) => html`<p style="margin:0 0 8px">${line}</p>`)} !${stopLink(mail)}
          </div>
        </div>
      </body>
    </html>`;
}

/** Shown behind the subject in a list of mails, where the shop's name and the heading say nothing new. */
const previewLine = ({ sentences: [first = ""] }: MailParts): string =>
  html`<div style="display:none;max-height:0;overflow:hidden">${first}</div>`;

const paragraph = (text: string): string =>
  html`<p style="margin:0 0 16px;overflow-wrap:anywhere">${text}</p>`;

const factList = (facts: readonly Fact[]): string =>
  html`<div class="line" style="margin:20px 0 24px;border-top:1px solid #dfe4eb">
    !${facts.map(
      ([name, value]) =>
        html`<div class="line" style="padding:10px 0;border-bottom:1px solid #dfe4eb">
          <div class="quiet" style="color:#566173;font-size:14px">${name}</div>
          <div style="font-weight:600;overflow-wrap:anywhere">${value}</div>
        </div>`,
    )}
  </div>`;

function buttonOf({ button }: MailParts): string {
  if (button === null) return "";
  const url = attributeText(button.url);
  return html`<p style="margin:0 0 20px">
      <a
        class="button"
        href="!${url}"
        style="display:inline-block;background:#0b5a75;border:solid #0b5a75;border-width:13px 24px;border-radius:10px;color:#ffffff;font-weight:600;text-decoration:none"
        >${button.label}</a
      >
    </p>
    <p class="quiet" style="margin:0 0 20px;color:#566173;font-size:14px;overflow-wrap:anywhere">
      ${button.orOpen}<br />
      <a class="link" href="!${url}" style="color:#0b5a75;word-break:break-all">!${url}</a>
    </p>`;
}

function stopLink({ stop }: MailParts): string {
  if (stop === null) return "";
  return html`<p style="margin:0">
    <a class="link" href="!${attributeText(stop.url)}" style="color:#0b5a75">${stop.label}</a>
  </p>`;
}

/** The same for who reads text: an address on a line of its own, so that every program makes a link of it. */
export function mailText(mail: MailParts): string {
  const { withColon } = textsFor(mail.locale);
  const blocks = [
    mail.shopName,
    mail.heading,
    mail.sentences.join("\n\n"),
    mail.facts.map(([name, value]) => `${withColon(name)} ${value}`).join("\n"),
    mail.button === null ? "" : `${withColon(mail.button.label)}\n${mail.button.url}`,
    mail.after.join("\n\n"),
    `-- \n${mail.why.join("\n")}${mail.stop === null ? "" : `\n${withColon(mail.stop.label)}\n${mail.stop.url}`}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
