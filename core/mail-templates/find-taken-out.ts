import sanitize from "sanitize-html";
import { TAGS } from "@/core/mail-templates/clean";

const BEFORE_SCHEME = /^\s*(?!https?:|mailto:|\{|\/|#)([a-z][a-z0-9+.-]*:)/i;

/**
 * What stands in a template's markup and in no mail that is made from it, as it is to be named to who wrote it: elements, what would run on
 * a click, and links of a kind that leads nowhere. Only names, none of what they hold.
 */
export function findTakenOut(body: string): readonly string[] {
  const found = new Set<string>();
  sanitize(body, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => {
      if (!TAGS.includes(name)) found.add(`<${name}>`);
      for (const one of Object.keys(attributes)) if (/^on\w/.test(one)) found.add(one);
      const scheme = BEFORE_SCHEME.exec(attributes.href ?? "")?.[1];
      if (scheme) found.add(scheme.toLowerCase());
    },
  });
  return [...found].slice(0, 20);
}
