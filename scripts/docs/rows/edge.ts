import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Ways around force login. */
export const forceLoginThreats: Chapter = {
  title: "Ways around force login",
  part: "`server/serve.ts`, `core/access/routes.ts`, `app/_edge/visit.ts`",
  rows: {
    "T-F1":
      "Headers that make frameworks skip their guards or answer with payloads and prefetches. Nothing of the shop comes back.",
    "T-F2": "Paths with doubled slashes, dots, encodings, other case. Nothing protected comes back.",
    "T-F3": "Unusual methods, or another page's action posted to a public one. Nothing comes back; the action asks by itself.",
    "T-F4": "An action called without a session. Refused without effect, each of them.",
    "T-F5": "A cache that keeps one customer's page for the next visitor. Answers are private and not stored.",
    "T-F6": "A route nobody thought of. The list of routes is compared with the build; a missing one fails it.",
    "T-F7": "A broken configuration or database opens the door. It shows an error or redirects, never goods.",
    "T-F8": "A purchase posted without a session. Refused.",
    "T-F9": "A guard that works only in the browser. Without scripts the answer holds nothing protected either.",
  },
};

/** Redirects to elsewhere. */
export const redirectThreats: Chapter = {
  title: "Redirects",
  part: "`core/access/return-to.ts`",
  rows: {
    "T-U1": "Every known spelling of another site in a return address. The answer leads to a path of ours.",
    "T-U2": "Random strings as return addresses. Read as a browser reads them, they stay here.",
    "T-U3":
      "A setting that makes mailed links lead elsewhere. Links are built from PUBLIC_URL alone; no setting can hold a link that is mailed.",
    "T-U4": "A secret link as the page to return to. Never returned to; secrets stay out of other addresses.",
    "T-U5": "A forged host header. Redirects stay on the configured origin.",
  },
};

/** Attacks on sessions and browsers. */
export const sessionThreats: Chapter = {
  title: "Sessions, cookies, foreign pages",
  part: "`core/sessions/`, `app/_edge/cookies.ts`, `server/origin-guard.ts`, `server/headers.ts`",
  rows: {
    "T-K1":
      "A cookie that leaks. `__Host-`, Secure, HttpOnly, SameSite=Lax, whole site, no domain. What knows a browser at the door of staff: `__Secure-`, SameSite=Strict, `/admin` only.",
    "T-K2": "Tokens guessed or read from the table. 256 random bits; the table holds hashes that open nothing.",
    "T-K3": "Sessions that live for ever. Idle and absolute limits are checked by the query that reads the session.",
    "T-K4": "The cookie used after signing out. The row is gone, in every tab.",
    "T-K5": "A deactivated customer who is still signed in. Out with the next request, on every process.",
    "T-K6": "Sessions elsewhere after the password changed. Ended.",
    "T-K7": "A permission taken away while a page is open. The next request is refused.",
    "T-K8": "Another's session listed or ended. One sees and ends only one's own.",
    "T-K9": "Secrets in the session's JSON. Name, address, id and expiry only.",
    "T-K10": "Any change posted by a foreign page, a null origin, a sibling subdomain, or without saying whence. 403, no effect.",
    "T-K11": "Something changed by merely opening a link. Every page is opened and the tables stay the same.",
    "T-K12": "Framing, sniffing, downgrade, injected scripts. The headers against them are on every answer, errors too.",
    "T-K13": "Broken cookies and headers. Ignored or 400; never an error of ours.",
    "T-K14": "Endless sessions for one account. A documented maximum, a setting; the one not used for the longest time ends.",
    "T-K15": "Sessions that come back with a restored backup. One documented command ends them all.",
  },
};

/** Attacks on limits. */
export const limitThreats: Chapter = {
  title: "Limits",
  part: "`core/security/limits.ts`, `core/security/guess-limit.ts`, `server/client-address.ts`",
  rows: {
    "T-T1": "A made-up client address. Only as many hops are believed as the operator trusts; IPv6 counts by its /64.",
    "T-T2": "The limit used once per process. They share one count in the database.",
    "T-T3": "A restart, or a success elsewhere, empties the counters. Neither does.",
    "T-T4": "Letter case, sub-addresses and spellings to get new buckets. One mailbox, one bucket.",
    "T-T5": "The limit itself tells whether an account exists. It reacts the same for unknown names.",
    "T-T6": "Finding out about people by any other door: size, headers, time, cookies. Every open door answers alike.",
    "T-T7": "The store of the limits is away. Doors with secrets stay closed (503).",
    "T-T8": "A guess now and then for weeks. After 100 failures in a row only a reset helps.",
    "T-T9": "The captcha asked only on the page. It is asked on every path.",
  },
  later: {},
};

/** Attacks by load, and what logs may say. */
export const loadThreats: Chapter = {
  title: "Load",
  part: "`server/serve.ts`, `core/security/password-hash.ts`",
  rows: {
    "T-B1": "Bodies of any size and form. Cut at 1 MiB with 413; memory stays.",
    "T-B2":
      "Hundreds of sign-ins at once. A bounded number is hashed, a bounded number waits, the rest get 503 with Retry-After; other pages stay quick.",
    "T-B3": "Hashing that starves names and files. One of the runtime's threads stays free.",
    "T-B4": "A megabyte as a password. Refused before hashing.",
    "T-B5": "Input made to be slow or to pollute objects. Answered within 50 ms and without effect.",
    "T-B6": "Tables filled with attempts. Cleaned up, indexed, sign-in as fast as before.",
    "T-B7": "The known attacks on server components and actions. A patched version is pinned and the requests are refused.",
    "T-B8": "Many sessions and cookies: see T-K13 and T-K14.",
    "T-B9": "The image optimiser used to fetch foreign addresses. It is off.",
  },
  later: {
    "T-B8": "Follows T-K14.",
  },
};

/** What logs and error pages give away. */
export const logThreats: Chapter = {
  title: "Logs and errors",
  part: "`server/log.ts`, `core/security/audit.ts`, `core/security/mask.ts`, `server/plain-page.ts`",
  rows: {
    "T-G1": "Secrets in the log. Passwords, codes, tokens, cookies and keys appear in no line, at no level.",
    "T-G2": "Secrets in addresses that proxies log. Masked here; the proxy's part is in docs/operations.md.",
    "T-G3": "Line breaks or escape sequences that forge a line. Encoded and cut.",
    "T-G4": "An event nobody recorded. Each leaves one row: who, what, when, from where, how it ended.",
    "T-G5": "An error page that tells about the inside. No stack, query, path or version.",
    "T-G6":
      "Mails kept with their secrets, or of people who were erased. Secrets go once sent, mails with the person; addresses are masked in the log.",
  },
};
