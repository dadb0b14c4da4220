import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import type { MailboxFields } from "@/db/queries/mailboxes";
import { findMailboxRow } from "@/db/queries/mailboxes";
import { issueCertificate, makeCertificates, signByItself } from "@/tests/support/certificates";
import { compose, makeMailbox, makeSigningDomain, type SigningDomain } from "@/tests/support/inbound";
import { type MailServers, startMailServers } from "@/tests/support/mail-servers";
import { freshEmail } from "@/tests/support/make";
import { type NameServer, startNameServer } from "@/tests/support/name-server";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { makeTemporaryFolder } from "@/tests/support/temporary-folder";
import { waitFor } from "@/tests/support/wait-for";

let folder: string;
let names: NameServer;
let servers: MailServers;
let domain: SigningDomain;
let product: Product;
let database: Database;
let admin: StaffVisitor;

/** One server with four faces: as it should be, for another name, over, and vouched for by nobody. */
beforeAll(async () => {
  folder = makeTemporaryFolder("foyer-imap-tls-");
  const right = makeCertificates(folder, "DNS:localhost,IP:127.0.0.1");
  const faces = [
    { address: "127.0.0.1", ...right },
    { address: "127.0.0.2", ...issueCertificate(folder, { as: "other", name: "DNS:imap.other.example,IP:127.0.0.1" }) },
    { address: "127.0.0.3", ...issueCertificate(folder, { as: "over", name: "IP:127.0.0.3", days: -1 }) },
    { address: "127.0.0.4", ...signByItself(folder, { as: "own", name: "IP:127.0.0.4" }) },
  ];
  names = await startNameServer();
  domain = makeSigningDomain(names, "example.com");
  servers = await startMailServers(["tls", "starttls", "faces"], faces);
  product = await startProduct({ DNS_SERVERS: names.address, NODE_EXTRA_CA_CERTS: right.authorityFile });
  database = openDatabase(product.databaseUrl, 2);
  admin = await signInStaff(product);
});
afterAll(async () => {
  await database.end();
  await product.stop();
  await servers.stop();
  await names.stop();
  rmSync(folder, { recursive: true });
});

const made = (userName: string, fields: Partial<MailboxFields>) =>
  makeMailbox(database, {
    kind: "imap",
    address: freshEmail(userName).replace("example.com", "shop.example"),
    userName,
    secret: encrypt(makeSecrets([TEST_SECRET]), "mailboxes", servers.password),
    ...fields,
  });

/** Presses *Test now* and reads what the mailbox's page says then. */
async function tested(id: string): Promise<string> {
  const page = await admin.visitor.go(`/admin/mail/mailboxes/${id}`);
  const answered = await admin.visitor.submitAndGo(page, "Test now");
  return answered.page.querySelector("#test")?.textContent ?? "";
}

describe.each([
  ["tls", () => servers.imapsPort],
  ["starttls", () => servers.imapPort],
] as const)("with %s", (security, port) => {
  test(`P-R16 [${security}]: a mailbox of a server that this machine trusts opens, and what comes in is read`, async () => {
    const address = `${security}@shop.example`;
    const { id } = await made(security, { address, host: "localhost", port: port(), security });
    expect(await tested(id)).toContain("The inbox opened.");
    await waitFor(async () => (await findMailboxRow(database.db, id))?.uidValidity, "the mailbox to be read");
    const from = freshEmail("secure");
    await servers.deliver(await compose({ from, to: address }, domain), { from, to: address });
    const cameIn = () => database.sql`select outcome from inbound_mails where mailbox_id = ${id} and from_email = ${from}`;
    expect(await waitFor(async () => (await cameIn())[0], "the mail to be taken in")).toBeDefined();
  });

  test.each([
    ["127.0.0.2", "for another name", "The server's certificate is for another name."],
    ["127.0.0.3", "over", "The server's certificate has expired"],
    ["127.0.0.4", "signed by itself", "Nobody whom this machine trusts vouches for the server's certificate."],
  ])(
    `T-M12, P-R16 [${security}]: the server at %s, whose certificate is %s, gets no password, and the page says why`,
    async (host, _is, words) => {
      const before = servers.listSignIns();
      const { id } = await made("faces", { host, port: port(), security, isEnabled: false });
      const said = await tested(id);
      expect(said).toContain(words);
      expect(said).not.toContain("The inbox opened.");
      expect(servers.listSignIns()).toEqual(before);
    },
  );
});

test("T-M12: a server that wants encryption gets no password without", async () => {
  const { id } = await made("faces", { host: "127.0.0.2", port: servers.imapPort, security: "none", isEnabled: false });
  expect(await tested(id)).not.toContain("The inbox opened.");
  expect(servers.listSignIns().filter((line) => line.includes("tried to use disallowed"))).toEqual([]);
});
