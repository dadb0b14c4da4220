import { createSocket } from "node:dgram";

/** A name server on loopback that knows what a test tells it: TXT records by name. */
export type NameServer = {
  /** `address:port`, as node:dns and DNS_SERVERS want it. */
  readonly address: string;
  /** Texts by name, lower case. Change it at any time. */
  readonly texts: Map<string, string>;
  /** Names that it cannot say anything about. */
  readonly failing: Set<string>;
  /** What it does: answers, says that it cannot, or nothing at all. */
  manner: "answers" | "fails" | "silent";
  stop(): Promise<void>;
};

const TXT = 16;

/** Starts one (RFC 1035, as much of it as a question for a TXT record needs). */
export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const running: NameServer = {
    address: `127.0.0.1:${socket.address().port}`,
    texts: new Map(),
    failing: new Set(),
    manner: "answers",
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on("message", (question, { port, address }) => {
    if (running.manner !== "silent") socket.send(answer(question, running), port, address);
  });
  return running;
}

function answer(question: Buffer, { texts, failing, ...server }: NameServer): Buffer {
  const { name, end } = readName(question);
  const manner = failing.has(name) ? "fails" : server.manner;
  const type = question.readUInt16BE(end);
  const text = type === TXT && manner === "answers" ? texts.get(name) : undefined;
  const code = manner === "fails" ? 2 : text === undefined ? 3 : 0;
  const answers = text === undefined ? [] : [record(text)];
  const head = Buffer.from([...question.subarray(0, 2), 0x81, 0x80 | code, 0, 1, 0, answers.length, 0, 0, 0, 0]);
  return Buffer.concat([head, question.subarray(12, end + 4), ...answers]);
}

function readName(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question.readUInt8(at); length > 0; length = question.readUInt8(at)) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join("."), end: at + 1 };
}

function record(text: string): Buffer {
  const pieces = text.match(/.{1,255}/gs) ?? [""];
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, "latin1")])));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(0, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
