import { html } from "ghtml";
import type { ReceivedMail } from "./mailbox.ts";

/** All mails, newest first. A link looks again: a page that did so by itself would take a reader's place away. */
export function mailboxPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    (mail) =>
      html`<li>
        <a href="/mailbox/${mail.id}">
          <span class="subject">${mail.subject === "" ? "(no subject)" : mail.subject}</span>
          <span class="facts"
            ><span>${mail.to.join(", ")}</span>
            <time datetime="${mail.date}">${shownTime(mail.date)}</time>
            !${mail.orderId === null ? "" : html`<span>Order ${mail.orderId}</span>`}</span
          >
        </a>
      </li>`,
  );
  const body =
    mails.length === 0
      ? html`<p class="empty">
          No mail yet. Reminders come an hour and a day after an order with
          <code>second_chance</code> that nobody pays; receipts where the site wants them.
        </p>`
      : html`<ul class="mails">
          !${rows.join("")}
        </ul>`;
  return layout({
    title: "Mailbox",
    body: html`!${body}
      <p><a href="/mailbox">Look again</a></p>`,
  });
}

/**
 * One mail. Its HTML stands in a frame without script, forms or an origin; no picture or style of another host is loaded there either.
 */
export function mailPage(mail: ReceivedMail): string {
  const facts: readonly (readonly [string, string])[] = [
    ["To", mail.to.join(", ")],
    ["From", mail.from],
    ["Time", shownTime(mail.date)],
    ...(mail.orderId === null ? [] : [["Order", mail.orderId] as const]),
  ];
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  const shown =
    mail.html === null
      ? ""
      : html`<h2>HTML</h2>
          <iframe
            class="letter"
            title="The mail as HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc="${inNewWindow(mail.html)}"
          ></iframe>`;
  const body = html`<dl>
      !${facts
        .map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )
        .join("")}
    </dl>
    !${shown} !${block("Text", mail.text)} !${block("Headers", headers)}
    <p><a href="/mailbox">All mails</a></p>`;
  return layout({ title: mail.subject === "" ? "(no subject)" : mail.subject, body });
}

/** A link of the mail leads out of the frame, which shows nothing but the mail. */
const inNewWindow = (document: string): string =>
  document.replace(/<head[^>]*>/i, '$&<base target="_blank">');

export const noMailPage = (): string =>
  layout({
    title: "There is no such mail",
    body: html`<p>The mailbox keeps the newest 500 mails until the simulator stops.</p>
      <p><a href="/mailbox">All mails</a></p>`,
  });

function block(title: string, text: string | null): string {
  if (text === null) return "";
  return html`<h2>${title}</h2>
    <pre tabindex="0" role="region" aria-label="${title}">${text}</pre>`;
}

/** As in a list of mails: the minute is enough, and it is UTC as all logs are. */
const shownTime = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

function layout(page: { readonly title: string; readonly body: string }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="/mailbox/assets/letter.svg" />
        <link rel="stylesheet" href="/mailbox/assets/mailbox.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/mailbox"
            ><img src="/mailbox/assets/letter.svg" alt="" width="28" height="28" /> Test mailbox</a
          >
          <a href="/shop">Demo shop</a>
        </header>
        <main>
          <h1>${page.title}</h1>
          !${page.body}
        </main>
        <footer>Every mail of this sandbox ends here; none leaves this machine.</footer>
      </body>
    </html>`;
}
