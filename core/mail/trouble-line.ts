import { oneServerLine } from "@/core/mail/one-line";

/** What went wrong, as it is kept: a code, and after it what another server said, if it said something. */
export function troubleLine(code: string, said = ""): string {
  const line = oneServerLine(said);
  return line === "" ? code : `${code}: ${line}`;
}

/** Both again. */
export function readTroubleLine(line: string): { readonly code: string; readonly said: string } {
  const [code = "", ...said] = line.split(": ");
  return { code, said: said.join(": ") };
}
