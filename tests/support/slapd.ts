import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What to say where there is none. */
export const HOW_TO_GET_SLAPD =
  "No slapd, or no openssl, was found: install OpenLDAP's server (Debian: apt-get install slapd openssl; it need not run) or name it in SLAPD_PATH.";

const PLACES = [
  "/usr/sbin/slapd",
  "/usr/local/sbin/slapd",
  "/usr/lib/openldap/slapd",
  "/usr/libexec/slapd",
  "/opt/homebrew/opt/openldap/libexec/slapd",
];

/** OpenLDAP's server to test with: SLAPD_PATH, else the system's; null if there is none, or nothing to make its certificate with. */
export function findSlapd(): string | null {
  if (!(process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "openssl")))) return null;
  const named = process.env.SLAPD_PATH;
  return (named ? [named] : PLACES).find((path) => existsSync(path)) ?? null;
}
