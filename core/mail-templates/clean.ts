import sanitize from "sanitize-html";

/** Where links may lead. */
export type Ways = {
  /** The shop itself. */
  readonly origin: string;
  /** What opens an account: a link may be one of these, and never has one in it. */
  readonly secrets: readonly string[];
  /** Other places, each as it stands in the source: {@link listPlaces}. */
  readonly places: readonly string[];
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

/** The elements that a mail may be made of. */
export const TAGS: readonly string[] = [
  ...["h1", "h2", "h3", "p", "div", "span", "br", "hr", "a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup"],
  ...["ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td"],
];

/**
 * What is left of an admin's markup after its variables were filled in (T-M3): text and looks. No script, no form, no frame, no picture
 * and no address that would be loaded, no base. A link leads to the shop or to a place that the admin wrote down letter by letter; so it
 * never carries link or code of the mail elsewhere, not even in slices, and nothing that a customer typed becomes one.
 */
export function clean(html: string, { origin, secrets, places }: Ways): string {
  const written = new Set(places);
  const leadTo = (href: string): string | null => {
    if (secrets.includes(href)) return href;
    if (secrets.some((secret) => secret !== "" && href.includes(secret))) return null;
    return written.has(href) || placeOf(href, origin) === "shop" ? new URL(href).href : null;
  };
  return sanitize(html, {
    allowedTags: [...TAGS],
    allowedAttributes: { a: ["href", "style"], td: ["colspan", "style"], th: ["colspan", "style"], "*": ["style"] },
    allowedClasses: { p: ["quiet", "code"], a: ["button"] },
    allowedStyles: { "*": STYLES },
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    nestingLimit: 30,
    transformTags: {
      a: (tagName, { href: typed = "", ...attribs }) => {
        const href = leadTo(typed);
        return { tagName, attribs: href === null ? attribs : { ...attribs, href } };
      },
    },
  });
}

/** The links of a markup that lead to other places than the shop, entities decoded, in their order; none that a variable is a part of. */
export function listPlaces(markup: string, origin: string): string[] {
  const found: string[] = [];
  sanitize(markup, {
    allowedTags: ["a"],
    transformTags: {
      a: (tagName, { href = "" }) => {
        if (placeOf(href, origin) === "elsewhere" && !/[{}]/.test(href)) found.push(href);
        return { tagName, attribs: {} };
      },
    },
  });
  return found;
}

/** The origins beyond the shop's own that a source leads to: by its links, and by addresses that mail programs make links of. */
export function foreignOrigins(source: string, origin: string): string[] {
  const typed = source.match(/https?:\/\/[^\s"'<>{}]+/gi) ?? [];
  const urls = [...listPlaces(source, origin), ...typed].filter((url) => /^https?:/i.test(url) && URL.canParse(url));
  return [...new Set(urls.map((url) => new URL(url).origin))].filter((one) => one !== origin);
}

/** Where an address leads; null where no mail may lead. One with a name before its host looks like what it is not. */
function placeOf(href: string, origin: string): "shop" | "elsewhere" | null {
  if (/^mailto:[^\s?&]+$/i.test(href)) return "elsewhere";
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.username !== "" || url.password !== "") return null;
  return url.origin === origin ? "shop" : "elsewhere";
}
