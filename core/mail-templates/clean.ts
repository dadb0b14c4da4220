import sanitize from "sanitize-html";

/** Where links may lead. */
export type Ways = {
  /** The shop itself. */
  readonly origin: string;
  /** What opens an account: a link may be one of these, and never has one in it. */
  readonly secrets: readonly string[];
  /** What the admin typed: other places that stand there as they are. */
  readonly source: string;
};

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgb\((\s*\d{1,3}\s*,?){3}\)$/, /^[a-z]{3,20}$/i];
const LENGTHS = [/^(\d{1,3}(px|%)?\s*){1,4}$/, /^auto$/];

/** Looks only. Nothing that loads, hides or moves: a link that must be there cannot be made invisible by its size (T-M4). */
const STYLES = {
  color: COLOUR,
  "background-color": COLOUR,
  "text-align": [/^(left|right|center)$/],
  "vertical-align": [/^(top|middle|bottom)$/],
  "font-weight": [/^(normal|bold|[1-9]00)$/],
  "font-style": [/^(normal|italic)$/],
  "font-size": [/^([89]|[1-4]\d)px$/],
  "line-height": [/^(1|1\.\d|2|[1-6]\dpx)$/],
  "text-decoration": [/^(none|underline|line-through)$/],
  padding: LENGTHS,
  margin: LENGTHS,
  border: [/^\d{1,2}px (solid|dashed|dotted) #[0-9a-f]{3,8}$/i],
  "border-radius": LENGTHS,
  width: LENGTHS,
};

const TAGS = [
  ...["h1", "h2", "h3", "p", "div", "span", "br", "hr", "a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup"],
  ...["ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td"],
];

/**
 * What is left of an admin's markup after its variables were filled in (T-M3): text and looks. No script, no form, no frame, no picture
 * and no address that would be loaded, no base. A link leads to the shop or to a place that the admin wrote down; it never carries link
 * or code of the mail elsewhere, and nothing that a customer typed becomes one.
 */
export function clean(html: string, ways: Ways): string {
  return sanitize(html, {
    allowedTags: TAGS,
    allowedAttributes: { a: ["href", "style"], td: ["colspan", "style"], th: ["colspan", "style"], "*": ["style"] },
    allowedClasses: { p: ["quiet", "code"], a: ["button"] },
    allowedStyles: { "*": STYLES },
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    nestingLimit: 30,
    transformTags: {
      a: (tagName, { href = "", ...attribs }) => ({ tagName, attribs: mayLead(href, ways) ? { ...attribs, href } : attribs }),
    },
  });
}

/** The origins beyond the shop's own that links of a source lead to, as they were typed. */
export function foreignOrigins(source: string, origin: string): string[] {
  const typed = source.match(/https?:\/\/[^\s"'<>{}]+/gi) ?? [];
  const origins = typed.flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []));
  return [...new Set(origins)].filter((one) => one !== origin);
}

function mayLead(href: string, { origin, secrets, source }: Ways): boolean {
  if (secrets.includes(href)) return true;
  if (secrets.some((secret) => secret !== "" && href.includes(secret))) return false;
  if (/^mailto:[^\s?&]+$/i.test(href)) return true;
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return false;
  const leadsTo = new URL(href).origin;
  return leadsTo === origin || foreignOrigins(source, origin).includes(leadsTo);
}
