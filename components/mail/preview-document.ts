const ENTITIES: Readonly<Record<string, string>> = { "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/**
 * A mail's HTML for a frame inside one of our pages, whose policy allows no inline styles: each becomes a rule of one sheet that bears
 * the page's nonce. `ground` shows it as by day or by night, whatever this screen is set to. Scripts are the sandbox's and the policy's
 * business, not this function's.
 */
export function previewDocument(html: string, nonce: string, ground?: "light" | "dark"): string {
  const rules: string[] = [];
  const body = onGround(html, ground)
    .replace(/<style>/g, `<style nonce="${nonce}">`)
    .replace(/ style="([^"]*)"/g, (_whole, escaped: string) => {
      const style = escaped.replace(/&(quot|#x27|amp);/g, (entity) => ENTITIES[entity] ?? "");
      // What could end the rule or the sheet is no style of ours.
      if (/[<>{}]/.test(style)) return "";
      rules.push(`[data-s="${rules.length}"]{${style}}`);
      return ` data-s="${rules.length - 1}"`;
    });
  const sheet = `<style nonce="${nonce}">${rules.join("\n")}</style>`;
  return body.includes("<head>") ? body.replace("<head>", `<head>${sheet}`) : sheet + body;
}

function onGround(html: string, ground: "light" | "dark" | undefined): string {
  if (ground === undefined) return html;
  return html
    .replaceAll("@media (prefers-color-scheme: dark)", ground === "dark" ? "@media all" : "@media not all")
    .replaceAll('content="light dark"', `content="${ground}"`);
}
