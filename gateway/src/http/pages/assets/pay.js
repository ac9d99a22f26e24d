// The only script of the pages; they work without it.
"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const digitsOf = (text) => text.replace(/\D/g, "");
  // After the back button a page must not send itself forward again.
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

  // For the AReq (EMV 3DS 2.2.0, table A.1).
  const browser = {
    javascript_enabled: true,
    language: navigator.language,
    color_depth: [48, 32, 24, 16, 15, 8, 4, 1].find((depth) => depth <= screen.colorDepth),
    screen_height: screen.height,
    screen_width: screen.width,
    tz: new Date().getTimezoneOffset(),
  };
  for (const [name, value] of Object.entries(browser)) {
    for (const input of document.getElementsByName("browser_" + name)) input.value = value;
  }

  const brandPatterns = {
    VISA: /^4/,
    MASTERCARD: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    AMEX: /^3[47]/,
    MAESTRO: /^(50|5[6-9]|60(?!11)|61|63|64(?![4-9])|6[6-9])/,
  };
  const brandOf = (text) => {
    const digits = digitsOf(text);
    return Object.keys(brandPatterns).find((brand) => brandPatterns[brand].test(digits));
  };

  const formats = {
    card_number: (text) => {
      const digits = digitsOf(text).slice(0, 19);
      return brandOf(digits) === "AMEX"
        ? digits.replace(/^(\d{4})(\d{0,6})(\d*)/, "$1 $2 $3").trim()
        : digits.replace(/(\d{4})(?=\d)/g, "$1 ");
    },
    card_expiry: (text) => {
      const digits = digitsOf(text.replace(/^([2-9]|1(?=\s*[/.-]))/, "0$1")).slice(0, 6);
      return digits.replace(/^(\d\d)(?=\d)/, "$1 / ");
    },
    card_cvc: digitsOf,
  };

  const passesLuhn = (digits) =>
    [...digits].reduceRight((sum, digit, i) => {
      const weighted = digit * (2 - ((digits.length - i) % 2));
      return sum + (weighted > 9 ? weighted - 9 : weighted);
    }, 0) %
      10 ===
    0;

  // Spares retyping; the server checks for itself.
  const isValid = {
    card_number: (text) => /^\d{12,19}$/.test(digitsOf(text)) && passesLuhn(digitsOf(text)),
    card_expiry: (text) => /^(0[1-9]|1[0-2])(20)?\d\d$/.test(digitsOf(text)),
    card_cvc: (text, brand) => text.length === (brand === "AMEX" ? 4 : 3),
    card_holder_name: () => true,
  };

  // The caret stays behind its digit.
  const format = (input) => {
    const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
    const isAtEnd = input.selectionStart === input.value.length;
    const text = formats[input.name](input.value);
    if (text === input.value) return;
    input.value = text;
    let caret = isAtEnd ? text.length : 0;
    while (digitsOf(text.slice(0, caret)).length < before && caret < text.length) caret += 1;
    input.setSelectionRange(caret, caret);
  };

  const showError = (input, text) => {
    const id = input.name + "-error";
    document.getElementById(id)?.remove();
    input.setAttribute("aria-invalid", text !== "");
    if (text === "") return;
    const error = document.createElement("p");
    input.after(Object.assign(error, { id, className: "field-error", textContent: text }));
    const hint = find(`#${input.name}-hint`);
    input.setAttribute("aria-describedby", hint ? `${hint.id} ${id}` : id);
  };

  const cardForm = find("[data-card-form]");
  if (cardForm) {
    const inputs = Object.keys(isValid).flatMap((name) => cardForm.elements[name] ?? []);
    const [number] = inputs;
    const hint = find("#card_cvc-hint");
    const hints = { AMEX: hint?.dataset.amex, other: hint?.textContent };

    const refusal = ({ name, value, dataset }) => {
      const brand = brandOf(number.value);
      if (value.trim() === "") return name === "card_cvc" && brand === "MAESTRO" ? "" : dataset.missing;
      return isValid[name](value, brand) ? "" : dataset.invalid;
    };
    const showBrand = () => {
      const brand = brandOf(number.value);
      const own = find(`[data-brand=${brand}]`);
      for (const item of find(".brands").children) item.classList.toggle("is-other", !!own && item !== own);
      if (hint) hint.textContent = hints[brand] ?? hints.other;
    };

    cardForm.addEventListener("input", ({ target }) => {
      if (target.name in formats) format(target);
      if (target === number) showBrand();
      if (target.ariaInvalid === "true") showError(target, "");
    });
    cardForm.addEventListener("submit", (event) => {
      for (const input of inputs) showError(input, refusal(input));
      const refused = cardForm.querySelector("[aria-invalid=true]");
      if (!refused) return;
      event.preventDefault();
      find(".error-summary")?.remove();
      refused.focus();
    });
    showBrand();
  }

  // One press, one request; a page from the back/forward cache works again.
  const lock = (form, isLocked) => {
    form.inert = isLocked;
    const button = form.querySelector("[data-busy]");
    if (button) [button.textContent, button.dataset.busy] = [button.dataset.busy, button.textContent];
  };
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.inert) event.preventDefault();
    else lock(event.target, true);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) for (const form of document.querySelectorAll("form[inert]")) lock(form, false);
  });

  if (!cameBack) find("[data-auto-submit]")?.requestSubmit();

  // The 3DS Method: goes on when the frame says so, or after five seconds.
  const start = find("[data-method-start]");
  const proceed = find("[data-method-continue]");
  if (start && !cameBack) {
    addEventListener("message", ({ origin, source, data }) => {
      const isFromFrame = origin === location.origin && source === find("iframe").contentWindow;
      if (!isFromFrame || data !== "threeds-method-done") return;
      proceed.elements.method_completed.value = "Y";
      proceed.requestSubmit();
    });
    setTimeout(() => proceed.requestSubmit(), 5000);
    start.submit();
  }
  if (find("[data-method-done]")) parent.postMessage("threeds-method-done", location.origin);

  if (find("[data-close-window]")) close();
})();
