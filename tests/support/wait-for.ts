/** Waits until something is there; asks often, gives up after `withinMs` with a sentence. */
export async function waitFor<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what: string,
  withinMs = 15_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
