import { fetchOutside } from "@/core/net/fetch-outside";
import { type Outside, readOutsideUrl } from "@/core/net/outside";
import { discoveryAddress, readJson } from "@/core/oidc/discovery";
import { readKeys } from "@/core/oidc/keys";
import { troubleOf } from "@/core/oidc/provider-failure";
import type { ConnectionChecks } from "@/db/queries/connections";

/** What is looked at, in this order. The words of each outcome stand in messages (adminSso.test.checks). */
export const providerChecks = ["discovery", "issuer", "endpoints", "keys", "clock", "sign-out"] as const;

type Line = ConnectionChecks["lines"][number] & { readonly check: (typeof providerChecks)[number] };

/** What a look found; `issuer` is how the provider writes itself, where that differs from what was typed by a slash at the end only. */
export type Look = { readonly lines: readonly Line[]; readonly issuer: string | null };

/** Above this many seconds between the clocks, tokens are refused for their times (T-O8). */
const MOST_SECONDS_APART = 60;

/**
 * Looks at an OpenID provider as a sign-in would meet it, without signing anybody in: document, issuer, addresses, keys, clock, sign-out.
 * Whatever is wrong is a line, never an exception of a server's making.
 */
export async function lookAtProvider(outside: Outside, typed: string): Promise<Look> {
  const found = await orTrouble(async () => {
    const answer = await fetchOutside(outside, discoveryAddress(typed), { method: "GET", headers: {} });
    return { document: await readJson(answer), date: answer.headers.get("date") };
  });
  if ("trouble" in found) return { lines: [{ check: "discovery", outcome: "bad", detail: found.trouble }], issuer: null };
  const { document, date } = found.value;
  const issuer = typeof document.issuer === "string" ? document.issuer : "";
  const isSlashOnly = issuer !== typed && withoutSlash(issuer) === withoutSlash(typed);
  const lines: Line[] = [
    { check: "discovery", outcome: "good" },
    issuerLine(typed, issuer, isSlashOnly),
    endpointsLine(outside, document),
    await keysLine(outside, document.jwks_uri),
    clockLine(date),
    { check: "sign-out", outcome: readOutsideUrl(document.end_session_endpoint, outside) ? "good" : "warning" },
  ];
  return { lines, issuer: isSlashOnly ? issuer : null };
}

const withoutSlash = (issuer: string): string => issuer.replace(/\/$/, "");

function issuerLine(typed: string, issuer: string, isSlashOnly: boolean): Line {
  if (issuer === typed) return { check: "issuer", outcome: "good" };
  return { check: "issuer", outcome: isSlashOnly ? "warning" : "bad", detail: issuer.slice(0, 300) };
}

function endpointsLine(outside: Outside, document: Readonly<Record<string, unknown>>): Line {
  const needed = ["authorization_endpoint", "token_endpoint", "jwks_uri"];
  const missing = needed.filter((name) => readOutsideUrl(document[name], outside) === null);
  return missing.length === 0
    ? { check: "endpoints", outcome: "good" }
    : { check: "endpoints", outcome: "bad", detail: missing.join(", ") };
}

async function keysLine(outside: Outside, jwksUri: unknown): Promise<Line> {
  const read = await orTrouble(() => readKeys(outside, String(jwksUri)));
  if ("trouble" in read) return { check: "keys", outcome: "bad", detail: read.trouble };
  const isEmpty = read.value.jwks().keys.length === 0;
  return isEmpty ? { check: "keys", outcome: "bad", detail: "unreadable" } : { check: "keys", outcome: "good" };
}

function clockLine(date: string | null): Line {
  const apart = Math.round(Math.abs(Date.now() - Date.parse(date ?? "")) / 1000);
  if (Number.isNaN(apart)) return { check: "clock", outcome: "warning", detail: "?" };
  return apart > MOST_SECONDS_APART
    ? { check: "clock", outcome: "warning", detail: String(apart) }
    : { check: "clock", outcome: "good" };
}

/** What something from outside came to, or the short name of what went wrong. */
async function orTrouble<T>(ask: () => Promise<T>): Promise<{ value: T } | { trouble: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    return { trouble: trouble.replace(/^provider\./, "") };
  }
}
