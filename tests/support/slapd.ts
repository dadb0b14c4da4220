import { existsSync } from "node:fs";

/** What to say where there is none. */
export const HOW_TO_GET_SLAPD =
  "No slapd was found: install OpenLDAP's server (Debian: apt-get install slapd; it need not run) or name it in SLAPD_PATH.";

const PLACES = [
  "/usr/sbin/slapd",
  "/usr/local/sbin/slapd",
  "/usr/lib/openldap/slapd",
  "/usr/libexec/slapd",
  "/opt/homebrew/opt/openldap/libexec/slapd",
];

/** OpenLDAP's server to test with: SLAPD_PATH, else the system's; null if there is none. */
export function findSlapd(): string | null {
  const named = process.env.SLAPD_PATH;
  return (named ? [named] : PLACES).find((path) => existsSync(path)) ?? null;
}
