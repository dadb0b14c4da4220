import { plain as en } from "@/messages/en/plain";
import { plain as es } from "@/messages/es/plain";
import { preferredOf } from "@/messages/preferred-language";

const SENTENCES = { en, es } as const;

/** Why a plain page is shown. */
export type PlainReason = keyof typeof en.pages;

/**
 * A page that needs nothing: no database, no Next, no script. For when one of those is the trouble, and for refusals at the very door.
 * Tells nothing about the inside (T-G5). `path` is what was asked for: where nothing is there, a link leads on to the shop or, from below
 * /admin, to the back office's door.
 */
export function plainPage(reason: PlainReason, acceptLanguage: string | undefined, nonce: string, path = "/"): string {
  const language = preferredOf(acceptLanguage) ?? "en";
  const { pages, ways } = SENTENCES[language];
  const { heading, text } = pages[reason];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${heading}</title><style nonce="${nonce}">body{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1d2522;background:#fbfaf7}
@media(prefers-color-scheme:dark){body{color:#e9ece9;background:#141917}}h1{font-size:1.5rem}a{color:inherit}</style></head>
<body><main><h1>${heading}</h1><p>${text}</p>${wayFrom(reason, ways, path)}</main></body></html>`;
}

function wayFrom(reason: PlainReason, ways: typeof en.ways, path: string): string {
  // Back to the logo's form, which says the same.
  if (reason === "logo-too-large") return link("/admin/mail/templates#logo", ways.logo);
  if (reason !== "missing" && reason !== "accounts-off") return "";
  return /^\/admin(\/|\?|$)/.test(path) ? link("/admin", ways.backOffice) : link("/", ways.shop);
}

const link = (href: string, text: string): string => `<p><a href="${href}">${text}</a></p>`;
