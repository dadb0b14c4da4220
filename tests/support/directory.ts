import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Client } from "ldapts";
import { type Certificates, makeCertificates } from "@/tests/support/certificates";
import { freePort } from "@/tests/support/product";
import { findSlapd, HOW_TO_GET_SLAPD } from "@/tests/support/slapd";
import { makeTemporaryFolder } from "@/tests/support/temporary-folder";
import { waitFor } from "@/tests/support/wait-for";
import { endServer, isListening } from "./child-server";

/** OpenLDAP's server with entries of its own, on loopback, by TLS. */
export type TestDirectory = {
  /** ldaps:// and ldap:// (for StartTLS). */
  readonly url: string;
  readonly plainUrl: string;
  readonly authority: string;
  /** What an admin would type to reach it. */
  readonly texts: Readonly<Record<string, string>>;
  /** Changes it as its own admin. */
  change(run: (client: Client) => Promise<unknown>): Promise<void>;
  addPerson(person: TestPerson): Promise<string>;
  /** Takes it away, and puts it back with everything in it. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

/** Somebody in the directory; `rdn` is their name in it, as the directory writes it. */
export type TestPerson = {
  readonly uid: string;
  readonly password?: string;
  readonly mail?: string;
  readonly rdn?: string;
  readonly more?: Readonly<Record<string, string | string[]>>;
};

/** Where everything is. */
export const SUFFIX = "dc=quince,dc=example";
/** Where people are. */
export const PEOPLE = `ou=people,${SUFFIX}`;
/** The group of those who may come in, and who is in it first: nobody of note. */
export const SHOPPERS = `cn=shoppers,ou=groups,${SUFFIX}`;
const ADMIN = { dn: `cn=admin,${SUFFIX}`, password: "the admin of a test directory" };
/** Who looks people up. */
export const LOOKER = { dn: `cn=foyer,${SUFFIX}`, password: "who looks people up, in a test" };

/** Starts a directory in a folder of its own. */
export async function startDirectory(): Promise<TestDirectory> {
  const folder = makeTemporaryFolder("foyer-directory-");
  const certificates = makeCertificates(folder);
  const [secure, plain] = [await freePort(), await freePort()];
  const program = configure(folder, certificates);
  const urls = { url: `ldaps://localhost:${secure}`, plainUrl: `ldap://localhost:${plain}` };
  let running = await launch(program, folder, [secure, plain]);
  const change: TestDirectory["change"] = async (run) => {
    const client = new Client({ url: urls.plainUrl, timeout: 5000, connectTimeout: 5000 });
    try {
      await client.bind(ADMIN.dn, ADMIN.password);
      await run(client);
    } finally {
      await client.unbind();
    }
  };
  await change(fill);
  return {
    ...urls,
    authority: certificates.authority,
    texts: {
      url: urls.url,
      certificate: certificates.authority,
      bindDn: LOOKER.dn,
      bindPassword: LOOKER.password,
      baseDn: SUFFIX,
      userFilter: "(&(objectClass=person)(|(uid={name})(mail={name})))",
    },
    change,
    addPerson: async (person) => {
      const dn = `${person.rdn ?? `uid=${person.uid}`},${PEOPLE}`;
      await change((client) => client.add(dn, attributesOf(person)));
      return dn;
    },
    pause: () => endServer(running),
    resume: async () => {
      running = await launch(program, folder, [secure, plain]);
    },
    stop: async () => {
      await endServer(running);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const attributesOf = ({ uid, password, mail, more }: TestPerson) => ({
  objectClass: ["inetOrgPerson", "extensibleObject"],
  uid,
  cn: uid,
  sn: "Vidal",
  givenName: "Nora",
  ...(password ? { userPassword: password } : {}),
  ...(mail ? { mail } : {}),
  ...more,
});

async function fill(client: Client): Promise<void> {
  await client.add(SUFFIX, { objectClass: ["dcObject", "organization"], dc: "quince", o: "Quince & Wren" });
  for (const ou of ["people", "groups"]) await client.add(`ou=${ou},${SUFFIX}`, { objectClass: "organizationalUnit", ou });
  await client.add(LOOKER.dn, {
    objectClass: ["organizationalRole", "simpleSecurityObject"],
    cn: "foyer",
    userPassword: LOOKER.password,
  });
  await client.add(SHOPPERS, { objectClass: "groupOfNames", cn: "shoppers", member: LOOKER.dn });
}

/** Its program and its settings. It says yes to names without passwords, as many do: refusing them is ours (T-LD2). */
function configure(folder: string, { authorityFile, certificate, key }: Certificates): string {
  const installed = findSlapd();
  if (!installed) throw new Error(HOW_TO_GET_SLAPD);
  // A copy: some systems forbid the installed one to read anything but its own folders.
  const program = join(folder, "slapd");
  copyFileSync(installed, program);
  mkdirSync(join(folder, "data"));
  const schemas = ["core", "cosine", "inetorgperson"].map((name) => `include ${schemaFolder()}/${name}.schema`);
  const modules = moduleFolder(installed);
  const settings = [
    ...schemas,
    "attributetype ( 1.3.6.1.4.1.99999.1 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )",
    ...(modules ? [`modulepath ${modules}`, "moduleload back_mdb"] : []),
    `pidfile ${folder}/slapd.pid`,
    "allow bind_anon_cred bind_anon_dn",
    `TLSCACertificateFile ${authorityFile}`,
    `TLSCertificateFile ${certificate}`,
    `TLSCertificateKeyFile ${key}`,
    "database mdb",
    `suffix "${SUFFIX}"`,
    `directory ${folder}/data`,
    `rootdn "${ADMIN.dn}"`,
    `rootpw "${ADMIN.password}"`,
    "dbnosync",
    "access to attrs=userPassword by anonymous auth by * none",
    `access to * by dn.exact="${LOOKER.dn}" read by * none`,
  ];
  writeFileSync(join(folder, "slapd.conf"), `${settings.join("\n")}\n`, { mode: 0o600 });
  return program;
}

const schemaFolder = () =>
  ["/etc/ldap/schema", "/etc/openldap/schema", "/opt/homebrew/etc/openldap/schema"].find((path) => existsSync(path)) ?? "schema";

const moduleFolder = (program: string) =>
  ["/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap", join(dirname(program), "openldap")].find((path) =>
    existsSync(join(path, "back_mdb.so")),
  );

async function launch(program: string, folder: string, [secure, plain]: readonly [number, number]): Promise<ChildProcess> {
  const listening = `ldaps://127.0.0.1:${secure}/ ldap://127.0.0.1:${plain}/`;
  const child = spawn(program, ["-f", join(folder, "slapd.conf"), "-h", listening, "-d", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}: ${said}`);
    return (await isListening(secure)) && isListening(plain);
  };
  await waitFor(isUp, "slapd to listen");
  return child;
}
