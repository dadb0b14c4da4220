/** A person to choose. */
type Shown = { readonly firstName: string; readonly lastName: string; readonly email: string; readonly value: string };

/** What the pages of the demo's provider carry: nothing of them comes from elsewhere, and nothing of them runs. */
export const DEMO_PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
} as const;

const STYLE = `
  :root { color-scheme: light dark; --paper: light-dark(#f3f5f9, #14171c); --card: light-dark(#fff, #1d2229);
    --ink: light-dark(#1b2230, #e8ebf0); --quiet: light-dark(#525c6c, #a5afbd); --edge: light-dark(#7d8695, #7f8894) }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink);
    font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
  main { width: 100%; max-width: 26rem; padding: 2rem 1.5rem; border-radius: .75rem; background: var(--card) }
  p { margin: 0 0 1rem } h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 } .name { font-weight: 700; letter-spacing: .02em }
  .quiet { color: var(--quiet) }
  button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; border: 1px solid var(--edge); border-radius: .5rem;
    background: none; color: inherit; font: inherit; text-align: left; overflow-wrap: anywhere; cursor: pointer }
  button:hover { border-color: currentColor } button:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
  button b, button span { display: block } a { color: inherit }
  .cancel { margin: 0; border-color: transparent; text-align: center; text-decoration: underline }`;

/** Asks who somebody is. */
export function choicePage(people: readonly Shown[]): string {
  const buttons = people.map(
    ({ firstName, lastName, email, value }) =>
      `<button name="person" value="${value}"><b>${firstName} ${lastName}</b><span class="quiet">${email}</span></button>`,
  );
  return page(
    "Who are you?",
    `<p class="quiet">This provider belongs to the demo. It asks for no password.</p>
<form method="post">
${buttons.join("\n")}
<button class="cancel" name="person" value="">Cancel</button>
</form>`,
  );
}

/** Says that a sign-in cannot go on, and leads back to the shop. */
export const sorryPage = (shop: string): string =>
  page(
    "This sign-in cannot go on",
    `<p>It may have taken too long, or it did not begin in the shop.</p>\n<p><a href="${shop}">Back to the shop</a></p>`,
  );

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} – Wren ID</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="name">Wren ID</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
