import type { Challenge } from "altcha-lib";
import { answerByWidget, isWidget } from "@/components/forms/widget-captcha";

// Less than the answer of any kind is good for, so that it still is when it arrives.
const FRESH_FOR_MS = { own: 4 * 60_000, widget: 100_000 };
const freshUntil = new Map<string, number>();

/**
 * Fetches a challenge for a door and solves it without holding up the page, or has the visitor solve it in the box where the shop chose a
 * provider. Answers what the form must send; null if there is no answer.
 */
export async function solveCaptcha(door: string, box: HTMLElement | null): Promise<string | null> {
  const response = await fetch(`/api/captcha?door=${encodeURIComponent(door)}`, { cache: "no-store" });
  if (!response.ok) return null;
  const { kind, challenge }: { kind: string; challenge: string } = await response.json();
  if (!isWidget(kind)) return remember(await solve(challenge), FRESH_FOR_MS.own);
  return box ? remember(await answerByWidget(kind, challenge, box), FRESH_FOR_MS.widget) : null;
}

async function solve(challenge: string): Promise<string | null> {
  // Only who is asked pays for the solver: it is no part of the page's own script.
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import("altcha-lib"),
    import("altcha-lib/algorithms/web/pbkdf2"),
  ]);
  const asked: Challenge = JSON.parse(challenge);
  const solution = await solveChallenge({ challenge: asked, deriveKey });
  return solution ? btoa(JSON.stringify({ challenge: asked, solution })) : null;
}

function remember(answer: string | null, forMs: number): string | null {
  freshUntil.clear();
  if (answer !== null) freshUntil.set(answer, performance.now() + forMs);
  return answer;
}

/** Whether an answer was found here so recently that it will still be accepted. */
export const isAnswerFresh = (answer: string): boolean => performance.now() < (freshUntil.get(answer) ?? 0);
