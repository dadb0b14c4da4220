import { andConsents } from "@/core/registration/and-consents";
import type { Step } from "@/core/registration/attempt";
import { readAsked } from "@/core/registration/read-asked";
import { ok } from "@/core/result";

/** Reads what the flow asks for on its first page, and drops what it does not ask for, however it came (T-R12). */
export const takeAsked: Step = async (ctx, attempt) => {
  const { flow, posted } = attempt;
  const read = readAsked(ctx, { flow, asks: flow.asks, posted, password: attempt.password ?? "", field: "password" });
  return read.ok ? ok({ ...attempt, ...read.value }) : andConsents(ctx, read, { asks: flow.asks, typed: attempt });
};
