import type { Challenge } from "altcha-lib";

// A minute less than a challenge lives, so that an answer is still good when it arrives.
const FRESH_FOR_MS = 4 * 60_000;
const solvedAt = new Map<string, number>();

/** Fetches a challenge for a door and solves it without holding up the page. Answers what the form must send; null if none was found. */
export async function solveCaptcha(door: string): Promise<string | null> {
  const response = await fetch(`/api/captcha?door=${encodeURIComponent(door)}`, { cache: "no-store" });
  if (!response.ok) return null;
  const { challenge }: { challenge: string } = await response.json();
  // Only who is asked pays for the solver: it is no part of the page's own script.
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import("altcha-lib"),
    import("altcha-lib/algorithms/web/pbkdf2"),
  ]);
  const asked: Challenge = JSON.parse(challenge);
  const solution = await solveChallenge({ challenge: asked, deriveKey });
  if (!solution) return null;
  const answer = btoa(JSON.stringify({ challenge: asked, solution }));
  solvedAt.clear();
  solvedAt.set(answer, performance.now());
  return answer;
}

/** Whether an answer was found here so recently that it will still be accepted. */
export function isAnswerFresh(answer: string): boolean {
  const at = solvedAt.get(answer);
  return at !== undefined && performance.now() - at < FRESH_FOR_MS;
}
