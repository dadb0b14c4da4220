import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate of a server and what made it, as files in a folder and the authority as text. */
export type Certificates = {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly authorityFile: string;
};

/** Makes an authority that nobody knows, and a certificate for `name` (DNS:localhost) signed by it. */
export function makeCertificates(folder: string, name = "DNS:localhost"): Certificates {
  const file = (one: string) => join(folder, one);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    file("ca.key"),
    "-out",
    file("ca.pem"),
    "-days",
    "2",
    "-subj",
    "/CN=Authority of a test",
  );
  openssl("req", ...key, "-keyout", file("server.key"), "-out", file("server.csr"), "-subj", "/CN=a test");
  writeFileSync(file("server.ext"), `subjectAltName=${name}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`);
  const signing = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial", "-days", "2"];
  openssl("x509", "-req", "-in", file("server.csr"), ...signing, "-extfile", file("server.ext"), "-out", file("server.pem"));
  return {
    authority: readFileSync(file("ca.pem"), "utf8"),
    authorityFile: file("ca.pem"),
    certificate: file("server.pem"),
    key: file("server.key"),
  };
}

function openssl(...args: string[]): void {
  const { status, stderr, error } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr || error?.message}`);
}
