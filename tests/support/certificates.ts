import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A server's certificate and its key, as files. */
export type Certificate = { readonly certificate: string; readonly key: string };

/** A certificate of a server and what made it, as files in a folder and the authority as text. */
export type Certificates = Certificate & { readonly authority: string; readonly authorityFile: string };

/** What a certificate says: the file's name, whom it is for (`DNS:localhost,IP:127.0.0.1`), and for how long; below 0 it is over already. */
type Wanted = { readonly as: string; readonly name: string; readonly days?: number };

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes an authority that nobody knows, and a certificate for `name` (DNS:localhost) signed by it. */
export function makeCertificates(folder: string, name = "DNS:localhost"): Certificates {
  const [key, authorityFile] = [join(folder, "ca.key"), join(folder, "ca.pem")];
  const about = ["-days", "2", "-subj", "/CN=Authority of a test"];
  openssl("req", "-x509", ...NEW_KEY, "-keyout", key, "-out", authorityFile, ...about);
  return { authority: readFileSync(authorityFile, "utf8"), authorityFile, ...issueCertificate(folder, { as: "server", name }) };
}

/** Has the authority in a folder sign another certificate. */
export function issueCertificate(folder: string, { as, name, days = 2 }: Wanted): Certificate {
  const file = (end: string) => join(folder, `${as}.${end}`);
  openssl("req", ...NEW_KEY, "-keyout", file("key"), "-out", file("csr"), "-subj", "/CN=a test");
  writeFileSync(file("ext"), `subjectAltName=${name}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`);
  const signing = ["-CA", join(folder, "ca.pem"), "-CAkey", join(folder, "ca.key"), "-CAcreateserial", "-days", String(days)];
  openssl("x509", "-req", "-in", file("csr"), ...signing, "-extfile", file("ext"), "-out", file("pem"));
  return { certificate: file("pem"), key: file("key") };
}

/** Makes a certificate that nobody but itself vouches for. */
export function signByItself(folder: string, { as, name }: Wanted): Certificate {
  const [key, certificate] = [join(folder, `${as}.key`), join(folder, `${as}.pem`)];
  const about = ["-days", "2", "-subj", "/CN=a test", "-addext", `subjectAltName=${name}`];
  openssl("req", "-x509", ...NEW_KEY, "-keyout", key, "-out", certificate, ...about);
  return { certificate, key };
}

function openssl(...args: string[]): void {
  const { status, stderr, error } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr || error?.message}`);
}
