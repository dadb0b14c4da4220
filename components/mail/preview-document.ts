const ENTITIES: Readonly<Record<string, string>> = { "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/**
 * A mail's HTML for a frame inside one of our pages, whose policy allows no inline styles: each becomes a rule of one sheet that bears
 * the page's nonce. Scripts are the sandbox's and the policy's business, not this function's.
 */
export function previewDocument(html: string, nonce: string): string {
  const rules: string[] = [];
  const body = html.replace(/<style>/g, `<style nonce="${nonce}">`).replace(/ style="([^"]*)"/g, (_whole, escaped: string) => {
    const style = escaped.replace(/&(quot|#x27|amp);/g, (entity) => ENTITIES[entity] ?? "");
    // What could end the rule or the sheet is no style of ours.
    if (/[<>{}]/.test(style)) return "";
    rules.push(`[data-s="${rules.length}"]{${style}}`);
    return ` data-s="${rules.length - 1}"`;
  });
  const sheet = `<style nonce="${nonce}">${rules.join("\n")}</style>`;
  return body.includes("<head>") ? body.replace("<head>", `<head>${sheet}`) : sheet + body;
}
