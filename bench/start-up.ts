import { type Memory, readMemory, readTreeMemory } from "./processes";
import { type ServerSpec, startServer } from "./server";
import { median, pause } from "./statistics";

const IDLE_MS = 10_000;

/** Start-up in milliseconds (median), and memory of the answering process and of all the server's processes after 10 idle seconds. */
export type StartUp = { name: string; firstAnswerMs: number; app: Memory; tree: Memory };

/** Starts and stops a server that has its build and its database in place. The first start is not counted: it may make tables. */
export async function measureStartUp(spec: ServerSpec, starts: number): Promise<StartUp> {
  const times: number[] = [];
  await (await startServer(spec)).stop();
  for (let i = 1; i < starts; i++) {
    const server = await startServer(spec);
    times.push(server.firstAnswerMs);
    await server.stop();
  }
  const server = await startServer(spec);
  times.push(server.firstAnswerMs);
  await pause(IDLE_MS);
  const memory = { app: readMemory(server.app), tree: readTreeMemory(server.root) };
  await server.stop();
  return { name: spec.name, firstAnswerMs: median(times), ...memory };
}
