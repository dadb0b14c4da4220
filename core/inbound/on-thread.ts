import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Duration } from "@/core/duration";

/** What work on a thread of its own may use: time on the clock, and memory for what it makes. */
export type Bounds = { readonly atMost: Duration; readonly memoryMb: number };

type Work = Bounds & {
  /** CommonJS. It gets `library`, a path, and `data` as workerData, and posts `{ done }` once; on its way it may post `{ id, question }`. */
  readonly code: string;
  /** The package that it works with. */
  readonly library: "mailparser" | "mailauth";
  readonly data: object;
  /** Answers a question. What it throws goes to the thread as a code. */
  readonly answer?: (question: unknown) => Promise<unknown>;
};

/** What came of it. `late`: its time was over first. `died`: it could not begin, threw, or used up its memory. */
export type ThreadEnd = { readonly kind: "done"; readonly value: unknown } | { readonly kind: "late" | "died" };

const posted = z.union([z.object({ id: z.number(), question: z.unknown() }), z.object({ done: z.unknown() })]);

/**
 * Works on what strangers sent, on a thread of its own that can be stopped and whose memory is not ours (T-I8). The thread knows nothing of
 * the process: no environment, no arguments. Never throws.
 */
export async function runOnThread(work: Work): Promise<ThreadEnd> {
  try {
    return await run(work, start(work));
  } catch {
    return { kind: "died" };
  }
}

function start({ code, library, data, memoryMb }: Work): Worker {
  const path = createRequire(join(process.cwd(), "package.json")).resolve(library);
  return new Worker(code, {
    eval: true,
    workerData: { library: path, data },
    execArgv: [],
    env: {},
    // What a library prints is nobody's to read.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
}

function run({ atMost, answer }: Work, worker: Worker): Promise<ThreadEnd> {
  return new Promise<ThreadEnd>((resolve) => {
    const end = setTimeout(() => resolve({ kind: "late" }), atMost.ms);
    worker.on("message", (message: unknown) => {
      const { data: read } = posted.safeParse(message);
      if (read === undefined) resolve({ kind: "died" });
      else if ("id" in read) void reply(worker, read, answer);
      else resolve({ kind: "done", value: read.done });
    });
    worker.once("error", () => resolve({ kind: "died" }));
    worker.once("exit", () => {
      clearTimeout(end);
      resolve({ kind: "died" });
    });
  }).finally(() => worker.terminate());
}

type Question = { readonly id: number; readonly question?: unknown };

async function reply(worker: Worker, { id, question }: Question, answer: Work["answer"]): Promise<void> {
  try {
    worker.postMessage({ id, answer: await answer?.(question) });
  } catch (error) {
    const code = error instanceof Error ? Object.getOwnPropertyDescriptor(error, "code")?.value : undefined;
    worker.postMessage({ id, code: typeof code === "string" ? code : "ESERVFAIL" });
  }
}

/** Lets a number of works run at once, and the others wait. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(run: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
