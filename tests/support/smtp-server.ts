import { createServer, type Socket } from "node:net";

/** A moment in the life of a mail on its way into the server. `data-in`: all of it is here, and no answer was given yet. */
export type Stage = "connected" | "mail" | "rcpt" | "data-in" | "answered";

/** How a server of the tests behaves; by default well. */
export type Manner = {
  /** never: takes the connection and says nothing. dribble: one byte a second. */
  greeting?: "never" | "dribble";
  /** What it answers to each step, one after the other; 250 when the list is used up. "cut" ends the connection without an answer, "dribble" never comes to the end of one. */
  mail?: string[];
  rcpt?: string[];
  data?: string[];
  /** Told of each stage before the answer to it is given. */
  onStage?: (stage: Stage, messageId: string) => Promise<void> | void;
};

/** An SMTP server that does what a test tells it to, over a real socket. */
export type SmtpServer = {
  readonly url: string;
  /** Change it at any time. */
  manner: Manner;
  /** The Message-ID of each mail that it has taken in whole, whatever it answered. */
  readonly received: string[];
  stop(): Promise<void>;
};

/** Starts one on loopback. */
export async function startSmtpServer(manner: Manner = {}): Promise<SmtpServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    void converse(socket, () => running.manner, received);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const running: SmtpServer = {
    url: `smtp://127.0.0.1:${port}`,
    manner,
    received,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return running;
}

async function converse(socket: Socket, manner: () => Manner, received: string[]): Promise<void> {
  if (!greet(socket, manner())) return;
  await manner().onStage?.("connected", "");
  let body: string[] | null = null;
  for await (const line of linesOf(socket)) {
    if (body === null) body = (await obey(line, socket, manner())) ? [] : null;
    else if (line !== ".") body.push(line);
    else {
      await takeIn(body.join("\n"), socket, manner, received);
      body = null;
    }
  }
}

async function takeIn(contents: string, socket: Socket, manner: () => Manner, received: string[]): Promise<void> {
  const messageId = /^message-id:\s*(\S+)/im.exec(contents)?.[1] ?? "";
  received.push(messageId);
  await manner().onStage?.("data-in", messageId);
  answer(socket, manner().data);
  await manner().onStage?.("answered", messageId);
}

function answer(socket: Socket, replies: string[] | undefined): void {
  const reply = replies?.shift() ?? "250 fine";
  if (reply === "cut") socket.destroy();
  else if (reply === "dribble") dribble(socket, 100);
  else socket.write(`${reply}\r\n`);
}

function greet(socket: Socket, { greeting }: Manner): boolean {
  if (greeting === "never") return false;
  const hello = "220 ready\r\n";
  if (greeting !== "dribble") return socket.write(hello);
  dribble(socket, 1000);
  return false;
}

function dribble(socket: Socket, everyMs: number): void {
  const timer = setInterval(() => socket.write("2"), everyMs);
  socket.on("close", () => clearInterval(timer));
}

/** Answers a command; true when the contents of a mail follow. */
async function obey(line: string, socket: Socket, manner: Manner): Promise<boolean> {
  const command = line.slice(0, 4).toUpperCase();
  if (command === "DATA") {
    socket.write("354 go on\r\n");
    return true;
  }
  if (command === "QUIT") {
    socket.end("221 bye\r\n");
    return false;
  }
  const stage = command === "MAIL" ? "mail" : command === "RCPT" ? "rcpt" : null;
  if (stage) await manner.onStage?.(stage, "");
  answer(socket, stage ? manner[stage] : undefined);
  return false;
}

async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of socket) {
      const lines = (rest + String(chunk)).split("\r\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch {
    // The other side hung up in the middle of a word.
  }
}
