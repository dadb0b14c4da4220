import { expect, test } from "vitest";
import { askDirectory } from "@/core/directory/ask-directory";
import { DirectoryAway } from "@/core/directory/directory-away";
import { ldap } from "@/providers/ldap";
import { type Fault, startHostileDirectory } from "@/tests/support/hostile-directory";

/** Asks a directory with a fault as a sign-in does; answers what came of it and how long it took. */
async function signIn(fault: Fault, options?: { startTls: boolean }) {
  const hostile = await startHostileDirectory(fault, options);
  const door = ldap.open(hostile.texts);
  if (door?.kind !== "directory") throw new Error("these texts open no directory");
  const reasons: string[] = [];
  const began = Date.now();
  const outcome = await askDirectory(door.directory, async (listening) => {
    // Asked again, for a lost connection shows with the next question.
    const person = await listening.findByName("nora").catch((error: unknown) => {
      reasons.push(String(error));
      return listening.findByName("nora");
    });
    return person ? listening.isPassword(person, "a password of nora's") : null;
  }).catch((error: unknown) => error);
  const seconds = (Date.now() - began) / 1000;
  await hostile.stop();
  return { outcome, reasons, seconds, seen: hostile.seen };
}

test.concurrent.each(["silent", "mute", "slow"] as const)(
  "T-FX32: a directory that is %s is given up within five seconds",
  async (fault) => {
    const { outcome, seconds } = await signIn(fault);
    expect(outcome).toBeInstanceOf(DirectoryAway);
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(5);
  },
);

test.concurrent("T-FX32: StartTLS with a directory that says nothing is given up within five seconds too", async () => {
  const { outcome, seconds } = await signIn("silent", { startTls: true });
  expect(outcome).toBeInstanceOf(DirectoryAway);
  expect(seconds).toBeLessThan(5);
});

test.concurrent("T-FX32: a directory that sends 10 000 entries for one name is cut, and nobody is signed in", async () => {
  const { outcome, reasons, seconds } = await signIn("flood");
  expect(outcome).toBeInstanceOf(DirectoryAway);
  expect(seconds).toBeLessThan(5);
  expect(reasons).toEqual([expect.stringContaining("sends too much")]);
});

test.concurrent("T-FX32: what is no LDAP is no answer", async () => {
  const { outcome, seconds } = await signIn("garbage");
  expect(outcome).toBeInstanceOf(DirectoryAway);
  expect(seconds).toBeLessThan(5);
});

test.concurrent("T-LD5: a directory that sends everybody elsewhere is not followed", async () => {
  const { outcome } = await signIn("refers");
  expect(outcome).toBeInstanceOf(DirectoryAway);
});

test.concurrent.each(["no-tls", "injects"] as const)(
  "T-LD5: no password is told to a directory that, asked for StartTLS, does this: %s",
  async (fault) => {
    const { outcome, seen } = await signIn(fault, { startTls: true });
    expect(outcome).toBeInstanceOf(DirectoryAway);
    expect(seen).toEqual({ connections: 1, inTheClear: [], compared: [] });
  },
);

test.concurrent("T-LD5: a connection that is lost after StartTLS is not opened again without it", async () => {
  const { outcome, seen } = await signIn("drops", { startTls: true });
  expect(outcome).toBeInstanceOf(DirectoryAway);
  expect(seen).toEqual({ connections: 1, inTheClear: [], compared: [] });
});

test.concurrent.each(["empty", "other", "late"] as const)(
  "T-LD2: no password is right by an answer that is none: %s",
  async (fault) => {
    const { outcome, seen } = await signIn(fault);
    expect(seen.compared).toHaveLength(1);
    expect(outcome).toBeInstanceOf(DirectoryAway);
  },
);

test.concurrent("T-FX32: a value that ends after its message is no answer, and keeps nobody busy", async () => {
  const { outcome, seconds } = await signIn("longer");
  expect(outcome).toBeInstanceOf(DirectoryAway);
  expect(seconds).toBeLessThan(5);
});

test.concurrent("T-LD3: one person found where the directory stopped looking is nobody", async () => {
  const { outcome, seen } = await signIn("stops");
  expect(outcome).toBeNull();
  expect(seen.compared).toEqual([]);
});
