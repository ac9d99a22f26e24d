// The only script of the pages; they work without it.
"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  // Digits of any keyboard: full width, Arabic.
  const fold = (text) =>
    text.normalize("NFKC").replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
  const digitsOf = (text) => fold(text).replace(/\D/g, "");
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
      const digits = digitsOf(
        fold(text)
          .trim()
          .replace(/^([2-9]|1(?=[\s/.-]))/, "0$1"),
      ).slice(0, 6);
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

  // Spares retyping; the server checks for itself. Each gives the name of a sentence, or none.
  const faults = {
    card_number: (text, brand) => {
      const digits = digitsOf(text);
      if (digits.length < ({ AMEX: 15, MAESTRO: 12 }[brand] ?? 16)) return "incomplete";
      if (!passesLuhn(digits)) return "invalid";
      return brand ? "" : "unsupported";
    },
    card_expiry: (text, _brand, { month }) => {
      const [, mm, yy] = /^(0[1-9]|1[0-2])(?:20)?(\d\d)$/.exec(digitsOf(text)) ?? [];
      return !mm ? "invalid" : yy + mm < month ? "expired" : "";
    },
    card_cvc: (text, brand) => (text.length === (brand === "AMEX" ? 4 : 3) ? "" : "invalid"),
    card_holder_name: () => "",
  };

  // The caret stays behind its digit.
  const format = (input, isDeletingForward) => {
    const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
    const isAtEnd = input.selectionStart === input.value.length;
    const text = formats[input.name](input.value);
    if (text === input.value) return;
    input.value = text;
    let caret = isAtEnd ? text.length : 0;
    while (digitsOf(text.slice(0, caret)).length < before && caret < text.length) caret += 1;
    // Else the Delete key would not get past what stands between two groups.
    while (isDeletingForward && /\D/.test(text[caret] ?? "")) caret += 1;
    input.setSelectionRange(caret, caret);
  };

  const showError = (input, text, role = null) => {
    const id = input.name + "-error";
    document.getElementById(id)?.remove();
    input.setAttribute("aria-invalid", text !== "");
    const ids = [find(`#${input.name}-hint`)?.id, text && id].filter(Boolean).join(" ");
    if (ids) input.setAttribute("aria-describedby", ids);
    else input.removeAttribute("aria-describedby");
    if (text === "") return;
    const error = Object.assign(document.createElement("p"), { id, role, className: "field-error" });
    input.after(error);
    error.textContent = text;
  };

  // A sentence that appears while a button is pressed would push it away from under the finger.
  let isPressing = false;
  addEventListener("pointerdown", () => (isPressing = true), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (isPressing = false), true);

  const cardForm = find("[data-card-form]");
  if (cardForm) {
    const inputs = Object.keys(faults).flatMap((name) => cardForm.elements[name] ?? []);
    const [number] = inputs;
    const choice = find("[data-cobrand]");

    const refusal = ({ name, value, dataset }) => {
      const brand = brandOf(number.value);
      if (value.trim() === "") return name === "card_cvc" && brand === "MAESTRO" ? "" : dataset.missing;
      return dataset[faults[name](value, brand, dataset)] ?? "";
    };
    const showBrand = () => {
      const brand = brandOf(number.value);
      const digits = digitsOf(number.value);
      const isOfBoth = !!choice?.dataset.prefixes.split(" ").some((prefix) => digits.startsWith(prefix));
      const own = [brand, isOfBoth && choice.dataset.cobrand];
      const isKnown = find(`[data-brand="${brand}"]`);
      for (const item of find(".brands").children) {
        item.classList.toggle("is-other", !!isKnown && !own.includes(item.dataset.brand));
      }
      if (choice) choice.hidden = !choice.toggleAttribute("data-shown", isOfBoth);
      for (const hint of document.querySelectorAll("[data-cvc]")) {
        hint.hidden = hint.dataset.cvc !== (brand === "AMEX" ? "front" : "back");
      }
    };

    cardForm.addEventListener("input", ({ target, inputType, isComposing }) => {
      if (isComposing) return;
      if (target.name in formats) format(target, inputType === "deleteContentForward");
      if (target === number) showBrand();
      if (target.ariaInvalid === "true") showError(target, "");
    });
    cardForm.addEventListener("focusout", ({ target }) => {
      if (!inputs.includes(target) || target.value.trim() === "") return;
      if (target.name in formats) format(target);
      const check = () => {
        const text = refusal(target);
        if (text || target.ariaInvalid === "true") showError(target, text, "alert");
      };
      if (isPressing) addEventListener("click", check, { once: true });
      else check();
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

    // Neither number nor code stays behind, in the page or in the browser's memory of it.
    const forget = () => {
      for (const name of ["card_number", "card_cvc"]) {
        if (cardForm.elements[name]) cardForm.elements[name].value = "";
      }
      showBrand();
    };
    addEventListener("pagehide", forget);
    addEventListener("pageshow", ({ persisted }) => (persisted || cameBack) && forget());
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
