import type { Sources } from "@/server/request-store";

/** What every answer carries, errors and files included (T-K12; ASVS 3.4). `isSecure` is whether customers come by https. */
export function securityHeaders(nonce: string, isSecure: boolean, isDev: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy({ nonce, isSecure, isDev }),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // Not no-referrer: with it browsers send "Origin: null" on form posts, which is refused (T-V13, T-K10).
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(isSecure ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

type Policy = { readonly nonce: string; readonly isSecure: boolean; readonly isDev: boolean; readonly sources?: Sources };

const NOBODY: Sources = { frames: [], styles: [], connects: [] };

/** What a page may load and do. Hosts beyond this shop are those that an admin chose, on the pages that need them. */
export function contentSecurityPolicy({ nonce, isSecure, isDev, sources = NOBODY }: Policy): string {
  const { frames, styles, connects } = sources;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    ["style-src 'self'", `'nonce-${nonce}'`, ...styles].join(" "),
    "img-src 'self' data:",
    ["connect-src 'self'", ...connects].join(" "),
    ...(frames.length > 0 ? [["frame-src", ...frames].join(" ")] : []),
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
