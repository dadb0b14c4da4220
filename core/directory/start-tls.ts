import type { Socket } from "node:net";
import { BerReader, BerWriter } from "ldapts";

// RFC 4511 4.12 and 4.14.
const EXTENDED_REQUEST = 0x77;
const REQUEST_NAME = 0x80;
const EXTENDED_RESPONSE = 0x78;
const START_TLS = "1.3.6.1.4.1.1466.20037";
const LONGEST_ANSWER = 4096;

/**
 * Asks a directory to begin TLS on this connection. Throws unless it agrees, and if it says anything more: what came before TLS could be
 * anybody's word and must not be read as if it came after.
 */
export async function startTls(socket: Socket): Promise<void> {
  socket.write(request());
  const answer = await readAnswer(socket);
  if (answer !== "agreed") throw new Error(`StartTLS: ${answer}`);
}

function request(): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(1);
  writer.startSequence(EXTENDED_REQUEST);
  writer.writeString(START_TLS, REQUEST_NAME);
  writer.endSequence();
  writer.endSequence();
  return writer.buffer;
}

type Answer = "agreed" | "refused" | "odd";

function readAnswer(socket: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let said = Buffer.alloc(0);
    const done = (answer: Answer) => {
      socket.off("readable", hear);
      resolve(answer);
    };
    const hear = () => {
      const chunk: unknown = socket.read();
      if (Buffer.isBuffer(chunk)) said = Buffer.concat([said, chunk]);
      const answer = read(said);
      if (answer) done(answer);
    };
    socket.on("readable", hear);
    socket.once("close", () => reject(new Error("the connection ended before TLS began")));
  });
}

/** Null while there is more to come. */
function read(said: Buffer): Answer | null {
  try {
    const reader = new BerReader(said);
    if (reader.readSequence(0x30) === null || reader.remain < reader.length) return said.length > LONGEST_ANSWER ? "odd" : null;
    if (reader.remain > reader.length || reader.readInt() !== 1) return "odd";
    reader.readSequence(EXTENDED_RESPONSE);
    return reader.readEnumeration() === 0 ? "agreed" : "refused";
  } catch {
    return "odd";
  }
}
