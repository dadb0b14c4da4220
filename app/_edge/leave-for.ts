import { escapeHtml } from "@/core/escape-html";
import type { Translator } from "@/messages/translator";
import { getRequestStore } from "@/server/request-store";

/**
 * Sends the browser to another site after a form of ours. A redirect would be stopped: the policy lets forms end at our own pages only, and
 * counts redirects as part of the form. So it is a small page that leads on by itself, with a link for who stays behind.
 */
export function leaveFor(url: string, t: Translator, language: string): Response {
  const { nonce } = getRequestStore();
  const page = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">
<title>${escapeHtml(t("sso.leaving.heading"))}</title><style nonce="${nonce}">body{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1d2522;background:#fbfaf7}
@media(prefers-color-scheme:dark){body{color:#e9ece9;background:#141917}a{color:inherit}}h1{font-size:1.5rem}</style></head>
<body><main><h1>${escapeHtml(t("sso.leaving.heading"))}</h1><p><a href="${escapeHtml(url)}">${escapeHtml(t("sso.leaving.goOn"))}</a></p></main></body></html>`;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    Refresh: `0; url=${new URL(url).href}`,
  };
  return new Response(page, { headers });
}
