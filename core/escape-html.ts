/** A text as it stands between the tags of HTML. */
export const escapeText = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A text as it stands anywhere in HTML, also between the double quotes of an attribute. */
export const escapeHtml = (text: string): string => escapeText(text).replace(/"/g, "&quot;");

/** What HTML without tags says: undoes {@link escapeHtml}. */
export const unescapeHtml = (html: string): string =>
  html
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
