import { readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { BerReader, ProtocolOperation } from "ldapts";
import { makeCertificates } from "@/tests/support/certificates";
import { makeTemporaryFolder } from "@/tests/support/temporary-folder";

/**
 * What is wrong with it:
 * - `silent` takes connections and says nothing; `mute` speaks TLS and then says nothing; `slow` thinks two seconds about each answer.
 * - `flood` answers a search with 10 000 entries whatever was asked for; `garbage` with bytes that are no LDAP.
 * - `refers` sends everybody to another directory. `drops` ends the connection once somebody was let in.
 * - `no-tls` does not know StartTLS; `injects` agrees to it and says more in the same breath.
 * - To somebody's password, `empty` answers without a result, `other` with the result of something else, `late` with that of an earlier
 *   question, `denies` with a no. `longer` sends a value that ends after its message, `stops` one person of more. `forgets` knows nobody,
 *   and thinks a third of a second about it.
 */
export type Fault =
  | "silent"
  | "mute"
  | "slow"
  | "flood"
  | "garbage"
  | "refers"
  | "drops"
  | "no-tls"
  | "injects"
  | PasswordFault
  | EntryFault;
type PasswordFault = "empty" | "other" | "late" | "denies";
type EntryFault = "longer" | "stops" | "forgets";

/** A directory with a fault, on loopback. */
export type HostileDirectory = {
  readonly texts: Readonly<Record<string, string>>;
  /** How often anybody connected, which passwords came in the clear, and whose were to be compared. */
  readonly seen: { connections: number; inTheClear: string[]; compared: string[] };
  stop(): Promise<void>;
};

const LOOKER = "cn=foyer,dc=example";

let identity: { readonly authority: string; readonly cert: Buffer; readonly key: Buffer } | undefined;

function makeIdentity() {
  const folder = makeTemporaryFolder("foyer-directory-");
  const { authority, certificate, key } = makeCertificates(folder);
  const made = { authority, cert: readFileSync(certificate), key: readFileSync(key) };
  rmSync(folder, { recursive: true });
  return made;
}

/** Starts one. With StartTLS it begins in the clear, as ldap:// does. */
export async function startHostileDirectory(fault: Fault, { startTls = false } = {}): Promise<HostileDirectory> {
  identity ??= makeIdentity();
  const { authority, ...own } = identity;
  const seen: HostileDirectory["seen"] = { connections: 0, inTheClear: [], compared: [] };
  const open = new Set<Socket>();
  const secured = (socket: Socket) => {
    const secure = new TLSSocket(socket, { isServer: true, ...own });
    secure.on("error", () => socket.destroy());
    secure.on("data", (said: Buffer) => answer(secure, said, { fault, seen }));
  };
  const server = createServer((socket) => {
    seen.connections += 1;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    if (fault === "silent") return;
    if (!startTls) return secured(socket);
    socket.once("data", (said: Buffer) => {
      if (said.includes("1.3.6.1.4.1.1466.20037")) agree(socket, fault, secured);
      else seen.inTheClear.push(said.toString("latin1"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    texts: {
      url: `${startTls ? "ldap" : "ldaps"}://localhost:${portOf(server)}`,
      startTls: String(startTls),
      certificate: authority,
      bindDn: LOOKER,
      bindPassword: "who looks people up, in a test",
      baseDn: "dc=example",
    },
    seen,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function agree(socket: Socket, fault: Fault, secured: (socket: Socket) => void): void {
  if (fault === "no-tls") return void socket.write(message(1, tlv(0x78, result(2))));
  const agreed = message(1, tlv(0x78, result(0)));
  const forged = fault === "injects" ? [message(2, tlv(0x61, result(0))), message(3, tlv(0x65, result(0)))] : [];
  socket.write(Buffer.concat([agreed, ...forged]), () => secured(socket));
}

/** Seconds before each answer. */
const THINKS = new Map<Fault, number>([
  ["slow", 2],
  ["forgets", 0.33],
]);

type Answering = { readonly fault: Fault; readonly seen: HostileDirectory["seen"] };

function answer(socket: TLSSocket, said: Buffer, { fault, seen }: Answering): void {
  const reader = new BerReader(said);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const who = reader.readSequence() === ProtocolOperation.LDAP_REQ_BIND ? nameIn(reader) : null;
  if (who !== null && who !== LOOKER) seen.compared.push(who);
  if (fault === "mute") return;
  const reply = who === null ? found(id, fault) : who === LOOKER ? bound(id, fault) : compared(id, fault);
  const seconds = THINKS.get(fault);
  if (seconds) return void setTimeout(() => socket.write(reply), seconds * 1000);
  socket.write(reply, () => fault === "drops" && socket.destroy());
}

/** The name in a bind, behind its version. */
function nameIn(reader: BerReader): string {
  reader.readInt();
  return reader.readString() ?? "";
}

const bound = (id: number, fault: Fault) => message(id, tlv(0x61, result(fault === "refers" ? 10 : 0)));

/** What is said to the password of somebody who was found. */
function compared(id: number, fault: Fault): Buffer {
  if (fault === "empty") return message(id, tlv(0x61));
  if (fault === "other") return message(id, tlv(0x65, result(0)));
  if (fault === "late") return message(id - 1, tlv(0x61, result(0)));
  return message(id, tlv(0x61, result(fault === "denies" ? 49 : 0)));
}

function found(id: number, fault: Fault): Buffer {
  if (fault === "garbage") return Buffer.alloc(3000, 0xff);
  if (fault === "forgets") return message(id, tlv(0x65, result(0)));
  const entries = Array.from({ length: fault === "flood" ? 10_000 : 1 }, (_, at) => message(id, tlv(0x64, entry(at, fault))));
  return Buffer.concat([...entries, message(id, tlv(0x65, result(fault === "stops" ? 4 : 0)))]);
}

function entry(at: number, fault: Fault): Buffer {
  const value = tlv(0x04, `${at} ${"x".repeat(150)}`);
  const attribute = tlv(0x30, tlv(0x04, "entryUUID"), tlv(0x31, fault === "longer" ? value.subarray(0, 9) : value));
  return Buffer.concat([tlv(0x04, `uid=${at},dc=example`), tlv(0x30, attribute)]);
}

/** An LDAPResult; a referral (10) says where to. */
function result(code: number): Buffer {
  const referral = code === 10 ? [tlv(0xa3, tlv(0x04, "ldap://127.0.0.1:1/dc=evil"))] : [];
  return Buffer.concat([tlv(0x0a, Buffer.from([code])), tlv(0x04, ""), tlv(0x04, ""), ...referral]);
}

const message = (id: number, operation: Buffer): Buffer => tlv(0x30, tlv(0x02, Buffer.from([id])), operation);

/** Tag, length, value (X.690). */
function tlv(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const value = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = Buffer.from(value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, value]);
}
