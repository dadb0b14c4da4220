import type { ServerResponse } from "node:http";

// Said where an answer's own methods are passed over.
const IS_OUT = Symbol("its head is out");

/**
 * Does something once, when an answer's head is out or the answer ends without one. What was taken to work on a request is given back
 * then: how long somebody takes to read the answer, or whether they ever do, is not ours to wait for (T-B1).
 */
export function whenHeadIsOut(response: ServerResponse, then: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) then();
    isDone = true;
  };
  const { writeHead } = response;
  response.writeHead = (...rest: unknown[]) => {
    once();
    return Reflect.apply(writeHead, response, rest);
  };
  response.once(IS_OUT, once);
  response.once("close", once);
}

/** For who writes a head by none of the answer's own methods. */
export const tellHeadIsOut = (response: ServerResponse): boolean => response.emit(IS_OUT);
