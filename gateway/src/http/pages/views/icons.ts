/**
 * Icons that take the colour of the text beside them. They are decoration: each
 * stands beside words that say the same, so screen readers skip them.
 */
const icon = (shape: string): string =>
  `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>`;

export const lockIcon = icon(
  '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
);
export const checkIcon = icon('<path d="M5 12.5l4.5 4.5L19 7.5"/>');
export const clockIcon = icon('<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>');
export const crossIcon = icon('<path d="M7 7l10 10M17 7L7 17"/>');
export const warningIcon = icon('<path d="M12 5v9M12 18.5v.01"/>');
export const globeIcon = icon(
  '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
);
export const shieldIcon = icon(
  '<path d="M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z"/><path d="M9 12l2 2 4-4"/>',
);
/** A card from behind, its stripe and the code in the field for the signature. */
export const codeOnBackIcon = icon(
  '<rect x="2" y="5" width="20" height="14" rx="2"/><path d="M2 9h20"/><path d="M13 14.5h.01M15.5 14.5h.01M18 14.5h.01" stroke-width="2.6"/>',
);
/** A card from the front, its chip and the code above the number. */
export const codeOnFrontIcon = icon(
  '<rect x="2" y="5" width="20" height="14" rx="2"/><path d="M5 15.5h9"/><path d="M13 10h.01M15 10h.01M17 10h.01M19 10h.01" stroke-width="2.2"/>',
);
