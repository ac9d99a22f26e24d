import { html } from "ghtml";
import { testCards } from "../issuer/cards.ts";
import type { Language } from "../languages.ts";
import { money } from "../money.ts";
import { layout } from "./layout.ts";
import { products } from "./products.ts";
import { shopTexts } from "./texts.ts";

/** The one page of the shop: what to buy and how to pay. */
export function shopPage(language: Language): string {
  const texts = shopTexts[language];
  const body = html` <h1>Sluishuis Koffie</h1>
    <p class="lead">${texts.tagline}</p>
    <form method="post" action="/shop/orders">
      <input type="hidden" name="language" value="${language}" />
      <fieldset class="shelf">
        <legend>${texts.choose}</legend>
        !${productChoices(language)}
      </fieldset>
      <p class="field narrow">
        <label for="quantity">${texts.quantity}</label>
        <input
          id="quantity"
          name="quantity"
          type="number"
          min="1"
          max="9"
          value="1"
          inputmode="numeric"
          required
        />
      </p>
      <fieldset class="ways">
        <legend>${texts.payment}</legend>
        <label class="choice"
          ><input type="radio" name="type" value="redirect" checked />
          <span><strong>${texts.redirect}</strong><small>${texts.redirectHint}</small></span></label
        >
        <label class="choice"
          ><input type="radio" name="type" value="direct" />
          <span><strong>${texts.direct}</strong><small>${texts.directHint}</small></span></label
        >
      </fieldset>
      <p class="field direct-only">
        <label for="card">${texts.card}</label>
        <select id="card" name="card">
          !${cardOptions()}
        </select>
      </p>
      <button type="submit">${texts.pay}</button>
      !${developerChoices(language)}
    </form>
    <details open>
      <summary>${texts.cards}</summary>
      <p>${texts.cardsHint}</p>
      !${cardTable(language)}
    </details>`;
  return layout({ language, title: "Sluishuis Koffie", body });
}

function productChoices(language: Language): string {
  return products
    .map(
      (product, index) =>
        html` <label class="product">
          <input type="radio" name="product" value="${product.id}" !${index === 0 ? "checked" : ""} />
          <img src="/shop/assets/${product.id}.svg" alt="" width="160" height="120" />
          <strong>${product.names[language]}</strong>
          <small>${product.descriptions[language]}</small>
          <span class="price">${money(product.priceMinor, "EUR", language)}</span>
        </label>`,
    )
    .join("");
}

function developerChoices(language: Language): string {
  const texts = shopTexts[language];
  return html` <details>
    <summary>${texts.developer}</summary>
    <p class="field">
      <label for="notification_method">${texts.notification}</label>
      <select id="notification_method" name="notification_method">
        <option value="POST">POST</option>
        <option value="GET">GET</option>
      </select>
    </p>
    <p class="field">
      <label for="flexible_3d">${texts.threeDSecure}</label>
      <select id="flexible_3d" name="flexible_3d">
        <option value="default">${texts.asConfigured}</option>
        <option value="on">${texts.always}</option>
        <option value="off">${texts.never}</option>
      </select>
    </p>
  </details>`;
}

function cardOptions(): string {
  return testCards
    .map(({ number, brand, ending }) => {
      const label = `${brand} ${number.slice(0, 4)} … ${number.slice(-4)}: ${ending}`;
      return html`<option value="${number}">${label}</option>`;
    })
    .join("");
}

function cardTable(language: Language): string {
  const texts = shopTexts[language];
  const rows = testCards.map(
    ({ number, brand, ending }) =>
      html`<tr>
        <td class="digits">${number}</td>
        <td>${brand}</td>
        <td>${ending}</td>
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.cards}">
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.number}</th>
          <th scope="col">${texts.brand}</th>
          <th scope="col">${texts.ending}</th>
        </tr>
      </thead>
      <tbody>
        !${rows.join("")}
      </tbody>
    </table>
  </div>`;
}
