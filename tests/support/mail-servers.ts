import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Certificate } from "./certificates";
import { endServer, isListening } from "./child-server";
import { findMailServers, HOW_TO_GET_MAIL_SERVERS } from "./find-mail-servers";
import { freePort } from "./product";
import { makeTemporaryFolder } from "./temporary-folder";
import { waitFor } from "./wait-for";

/** A mail house of its own on loopback: Exim takes mail in by SMTP, Dovecot keeps it and shows it by IMAP. */
export type MailServers = {
  readonly smtpPort: number;
  readonly imapPort: number;
  /** Where TLS begins with the first byte; nobody listens there without certificates. */
  readonly imapsPort: number;
  /** Somebody's mailbox; the local part of the address is the name. */
  readonly password: string;
  /** Hands a whole mail to the SMTP server, as another server does. */
  deliver(raw: Buffer, envelope: { from: string; to: string }): Promise<void>;
  /** How many mails lie in somebody's mailbox, and how many of them are marked as seen. */
  countMails(address: string): number;
  countSeen(address: string): number;
  /** Who signed in at the IMAP server, or tried to, as it says itself. */
  listSignIns(): readonly string[];
  /** Takes the IMAP server away, and puts it back with everything in it. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

const PASSWORD = "the mailbox of a test";

/** What Dovecot shows at one of this machine's addresses, 127.0.0.1 among them. */
export type Shown = Certificate & { readonly address: string };

/**
 * Starts both in a folder of their own, as an ordinary user wherever the tests run as root. With certificates Dovecot speaks TLS, also after
 * STARTTLS, and takes passwords from nobody who does not.
 */
export async function startMailServers(people: readonly string[], shown: readonly Shown[] = []): Promise<MailServers> {
  const programs = findMailServers();
  if (!programs) throw new Error(HOW_TO_GET_MAIL_SERVERS);
  const folder = makeTemporaryFolder("foyer-mail-");
  const [smtpPort, imapPort, imapsPort, lmtpPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  configureDovecot(folder, { imapPort, imapsPort, lmtpPort, people, shown });
  configureExim(folder, { smtpPort, lmtpPort });
  let dovecot = await launch(programs.dovecot, ["-F", "-c", join(folder, "dovecot.conf")], imapPort);
  const exim = await launch(programs.exim, ["-C", join(folder, "exim.conf"), "-bdf", "-q10s"], smtpPort, ordinary());
  return {
    smtpPort,
    imapPort,
    imapsPort,
    password: PASSWORD,
    deliver: async (raw, envelope) => {
      const transport = createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true });
      await transport.sendMail({ raw, envelope });
    },
    countMails: (address) => listMails(folder, address).length,
    countSeen: (address) => listMails(folder, address).filter((name) => /:2,[A-Z]*S/.test(name)).length,
    listSignIns: () =>
      readFileSync(join(folder, "dovecot.log"), "utf8")
        .split("\n")
        .filter((line) => /imap-login: .*(Login: user=|auth failed|tried to use disallowed)/.test(line)),
    pause: () => endServer(dovecot),
    resume: async () => {
      dovecot = await launch(programs.dovecot, ["-F", "-c", join(folder, "dovecot.conf")], imapPort);
    },
    stop: async () => {
      await Promise.all([endServer(exim), endServer(dovecot)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The files of a mailbox: Maildir keeps a mail a file, with its flags in the name. */
function listMails(folder: string, address: string): string[] {
  const box = join(folder, "mail", address.split("@")[0] ?? "");
  return ["new", "cur"].flatMap((part) => (existsSync(join(box, part)) ? readdirSync(join(box, part)) : []));
}

/** Neither server hands mail over as root. */
function ordinary(): { uid: number; gid: number; name: string; group: string } {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, name: username, group: execFileSync("id", ["-gn"]).toString().trim() };
  const numbers = ["-u", "-g"].map((what) => Number(execFileSync("id", [what, "nobody"]).toString()));
  return {
    uid: numbers[0] ?? 65_534,
    gid: numbers[1] ?? 65_534,
    name: "nobody",
    group: execFileSync("id", ["-gn", "nobody"]).toString().trim(),
  };
}

function makeOwned(folder: string): string {
  const { uid, gid } = ordinary();
  mkdirSync(folder);
  if (process.getuid?.() === 0) chownSync(folder, uid, gid);
  return folder;
}

type DovecotOptions = {
  imapPort: number;
  imapsPort: number;
  lmtpPort: number;
  people: readonly string[];
  shown: readonly Shown[];
};

const listener = (name: string, port: number, more = "") =>
  `  inet_listener ${name} {\n    port = ${port}\n${more === "" ? "" : `    ${more}\n`}  }`;

/** TLS by what is shown where, or none at all. */
function encryption([first, ...more]: readonly Shown[]): string[] {
  if (!first) return ["listen = 127.0.0.1", "ssl = no", "disable_plaintext_auth = no"];
  const files = ({ certificate, key }: Certificate) => `ssl_cert = <${certificate}\nssl_key = <${key}`;
  const others = more.map((one) => `local ${one.address} {\n${files(one)}\n}`);
  const addresses = [first, ...more].map(({ address }) => address).join(", ");
  return [`listen = ${addresses}`, "ssl = required", "disable_plaintext_auth = yes", files(first), ...others];
}

function configureDovecot(folder: string, { imapPort, imapsPort, lmtpPort, people, shown }: DovecotOptions): void {
  const { uid, gid, name, group } = ordinary();
  const mail = makeOwned(join(folder, "mail"));
  const isRoot = process.getuid?.() === 0;
  // Started by an ordinary user, everything in it is that user's.
  const users = isRoot
    ? []
    : [`default_internal_user = ${name}`, `default_internal_group = ${group}`, `default_login_user = ${name}`];
  const unchrooted = ["imap-login", "anvil", "stats"].map((service) => `service ${service} {\n  chroot =\n}`);
  writeFileSync(join(folder, "users"), people.map((one) => `${one}:{PLAIN}${PASSWORD}`).join("\n"));
  const settings = [
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/state`,
    `log_path = ${folder}/dovecot.log`,
    "protocols = imap lmtp",
    ...encryption(shown),
    "auth_username_format = %n",
    "recipient_delimiter = +",
    "first_valid_uid = 1",
    `mail_location = maildir:${mail}/%n`,
    ...users,
    ...unchrooted,
    `service imap-login {\n${listener("imap", imapPort)}\n${shown.length > 0 ? listener("imaps", imapsPort, "ssl = yes") : listener("imaps", 0)}\n}`,
    `service lmtp {\n  inet_listener lmtp {\n    address = 127.0.0.1\n    port = ${lmtpPort}\n  }\n}`,
    `passdb {\n  driver = passwd-file\n  args = ${folder}/users\n}`,
    `userdb {\n  driver = static\n  args = uid=${uid} gid=${gid} home=${mail}/%n\n}`,
  ];
  writeFileSync(join(folder, "dovecot.conf"), `${settings.join("\n")}\n`);
}

function configureExim(folder: string, { smtpPort, lmtpPort }: { smtpPort: number; lmtpPort: number }): void {
  const { name, group } = ordinary();
  const spool = makeOwned(join(folder, "spool"));
  const settings = `
primary_hostname = mx.shop.example
daemon_smtp_ports = ${smtpPort}
local_interfaces = 127.0.0.1
spool_directory = ${spool}
log_file_path = ${spool}/%slog
pid_file_path = ${spool}/exim.pid
exim_user = ${name}
exim_group = ${group}
deliver_drop_privilege = true
never_users =
host_lookup =
rfc1413_query_timeout = 0s
message_size_limit = 60M
acl_smtp_rcpt = take
acl_smtp_data = take
begin acl
take:
  accept
begin routers
all:
  driver = accept
  transport = lmtp
begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  hosts_override
  allow_localhost
  port = ${lmtpPort}
begin retry
* * F,1h,2s
`;
  writeFileSync(join(folder, "exim.conf"), settings);
}

async function launch(program: string, args: string[], port: number, as?: { uid: number; gid: number }): Promise<ChildProcess> {
  const identity = as && process.getuid?.() === 0 ? { uid: as.uid, gid: as.gid } : {};
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], ...identity });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const isUp = () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`);
    return isListening(port);
  };
  await waitFor(isUp, `${program} to listen`);
  return child;
}
