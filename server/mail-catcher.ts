import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail that the demo caught, as /demo/mail.json shows it. */
export type CaughtMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sentAt: string;
  /** Who it is from and where answers go, as a mail program shows it; absent in mails of an earlier version. */
  readonly from?: string;
  readonly replyTo?: string;
};

/** A caught mail with a name of its own among the others. */
export type KeptMail = CaughtMail & { readonly key: string };

/** Mails kept; older ones go. */
const KEPT = 300;

/** The demo's SMTP server: takes every mail on loopback and keeps it as a file, so that it survives a restart and leaves the house never. */
export async function catchMail(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      simpleParser(stream)
        .then((parsed) => keep(folder, recipients, parsed))
        .then(() => done(), done);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.on("error", reject);
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

let counter = 0;

async function keep(folder: string, recipients: string[], parsed: ParsedMail): Promise<void> {
  const mail: CaughtMail = {
    to: recipients.join(", "),
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html || "",
    sentAt: new Date().toISOString(),
    from: parsed.from?.text ?? "",
    replyTo: parsed.replyTo?.text ?? "",
  };
  // Sortable by name; written aside first, so that no reader sees half a mail.
  const name = `${Date.now()}-${String(counter++).padStart(6, "0")}.json`;
  await writeFile(join(folder, `.${name}`), JSON.stringify(mail), { mode: 0o600 });
  await rename(join(folder, `.${name}`), join(folder, name));
  const old = (await listFiles(folder)).slice(KEPT);
  await Promise.all(old.map((file) => unlink(join(folder, file)).catch(() => {})));
}

/** The mails caught so far, newest first. */
export async function listCaughtMail(folder: string): Promise<KeptMail[]> {
  const files = await listFiles(folder);
  return Promise.all(files.map((file) => readMail(folder, file)));
}

async function readMail(folder: string, file: string): Promise<KeptMail> {
  const mail: CaughtMail = JSON.parse(await readFile(join(folder, file), "utf8"));
  return { ...mail, key: file.replace(".json", "") };
}

async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^\d.*\.json$/.test(name))
    .sort()
    .reverse();
}
