import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { findBinaries, makeMissingLinks } from "@/db/embedded/binaries";
import { findPostmaster } from "@/db/embedded/orphan";
import { processMark } from "@/db/embedded/process";
import { startEmbedded } from "@/db/embedded/start-embedded";
import {
  beginElsewhere,
  cleanUp,
  cleanUpModel,
  kill,
  newDataDir,
  newFolder,
  start,
  startElsewhere,
  usedDataDir,
} from "@/tests/support/embedded";
import { databaseUrl, withServer } from "@/tests/support/server";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(cleanUp);
afterAll(cleanUpModel);

const isRoot = process.getuid?.() === 0;

async function write(url: string, value: string): Promise<void> {
  await withServer(url, async (sql) => {
    await sql`create table if not exists kept (value text not null unique)`;
    await sql`insert into kept values (${value})`;
  });
}

function read(url: string): Promise<string[]> {
  return withServer(url, async (sql) => (await sql`select value from kept order by value`).map((row) => String(row.value)));
}

function postmasterOf(dataDir: string): number {
  return findPostmaster(dataDir)?.pid ?? 0;
}

describe("starting and stopping", () => {
  test("what was written is there after a stop and a start", async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    const server = postmasterOf(dataDir);
    await write(first.url, "one");
    await first.stop();
    expect(processMark(server)).toBeNull();
    const second = await start(dataDir);
    expect(await read(second.url)).toEqual(["one"]);
  });

  test("stopping does not wait for clients and may be asked for twice", async () => {
    const database = await start(await usedDataDir());
    await withServer(database.url, async (sql) => {
      await sql`select 1`;
      await Promise.all([database.stop(), database.stop()]);
      await expect(sql`select 1`).rejects.toThrow();
    });
  });

  test("the durable settings hold unless a caller gives them up", async () => {
    const dataDir = await usedDataDir();
    const database = await startEmbedded({ dataDir });
    const fsync = await withServer(database.url, (sql) => sql`show fsync`).finally(database.stop);
    expect(fsync[0]).toEqual({ fsync: "on" });
    const fast = await start(dataDir);
    expect((await withServer(fast.url, (sql) => sql`show fsync`))[0]).toEqual({ fsync: "off" });
  });

  test("Ctrl-C in the terminal reaches the app, not the database", async () => {
    const { launcher, url } = await startElsewhere(await usedDataDir());
    process.kill(-(launcher.pid ?? 0), "SIGINT");
    await write(url, "after the interrupt");
    expect(await read(url)).toEqual(["after the interrupt"]);
  });

  test("text sorts by code point and is UTF-8 on every machine", async () => {
    const { url } = await start(newDataDir());
    await withServer(url, async (sql) => {
      const [row] = await sql`
        select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding, upper('é') as upper
        from pg_database where datname = current_database()`;
      expect(row).toEqual({ provider: "b", locale: "C.UTF-8", encoding: "UTF8", upper: "É" });
    });
  });
});

describe("who may get in", () => {
  test("only the loopback address is listened on, and nobody gets in without the password", async () => {
    const dataDir = await usedDataDir();
    const { url } = await start(dataDir);
    // Lines 5 and 6: the folder of the local socket (none) and the first address listened on.
    expect(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n").slice(4, 6)).toEqual(["", "127.0.0.1"]);
    expect((await withServer(url, (sql) => sql`show listen_addresses`))[0]).toEqual({ listen_addresses: "127.0.0.1" });
    const wrong = new URL(url);
    wrong.password = "guess";
    await expect(withServer(wrong.href, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
    wrong.username = "postgres";
    await expect(withServer(wrong.href, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
  });

  test("the app's role is no superuser and only the owner can read its password", async () => {
    const dataDir = await usedDataDir();
    const { url } = await start(dataDir);
    const [role] = await withServer(url, (sql) => sql`select rolsuper, rolcreaterole from pg_roles where rolname = current_user`);
    expect(role).toEqual({ rolsuper: false, rolcreaterole: false });
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    expect(url).toContain(readFileSync(`${dataDir}.password`, "utf8").trim());
  });

  test("a lost password file is replaced by a new password, and the data stays", async () => {
    const dataDir = await usedDataDir();
    const first = await start(dataDir);
    await write(first.url, "one");
    await first.stop();
    rmSync(`${dataDir}.password`);
    const second = await start(dataDir);
    expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
    expect(await read(second.url)).toEqual(["one"]);
  });

  test("a failing statement leaves nobody's data in the log", async () => {
    const dataDir = await usedDataDir();
    const { url } = await start(dataDir);
    await write(url, "eva@example.test");
    await expect(write(url, "eva@example.test")).rejects.toThrow(/duplicate key/);
    expect(readFileSync(`${dataDir}.log`, "utf8")).not.toContain("eva@");
  });
});

describe("after a crash", () => {
  test("a start after the launcher was killed stops its server and goes on with the data", async () => {
    const dataDir = await usedDataDir();
    const { launcher, url } = await startElsewhere(dataDir);
    await write(url, "one");
    const orphan = postmasterOf(dataDir);
    await kill(launcher);
    expect(processMark(orphan)).not.toBeNull();
    const lines: string[] = [];
    const database = await start(dataDir, (line) => lines.push(line));
    expect(lines).toEqual([expect.stringContaining(`process ${orphan}`)]);
    expect(processMark(orphan)).toBeNull();
    expect(await read(database.url)).toEqual(["one"]);
  });

  test("a start after everything was killed replays the journal", async () => {
    const dataDir = await usedDataDir();
    const { launcher, url } = await startElsewhere(dataDir, "durable");
    await write(url, "one");
    process.kill(postmasterOf(dataDir), "SIGKILL");
    await kill(launcher);
    expect(await read((await start(dataDir)).url)).toEqual(["one"]);
  });

  test("a process that got the number of a dead server is left alone", async () => {
    const dataDir = await usedDataDir();
    const stranger = beginElsewhere(await usedDataDir());
    writeFileSync(join(dataDir, "postmaster.pid"), `${stranger.pid}\n${dataDir}\n`);
    await start(dataDir);
    expect(stranger.signalCode).toBeNull();
    expect(processMark(stranger.pid ?? 0)).not.toBeNull();
  });

  test("being killed while the folder is made leaves nothing in the way", async () => {
    const dataDir = newDataDir();
    const launcher = beginElsewhere(dataDir);
    const isHalfMade = () => {
      const [name] = readdirSync(dirname(dataDir)).filter((entry) => entry.startsWith(`${basename(dataDir)}.new-`));
      return name !== undefined && existsSync(join(dirname(dataDir), name, "PG_VERSION"));
    };
    await vi.waitUntil(isHalfMade, { timeout: 30_000, interval: 2 });
    await kill(launcher);
    expect(existsSync(dataDir)).toBe(false);
    await write((await start(dataDir)).url, "one");
    expect(isHalfMade()).toBe(false);
  });

  test("a half-made folder is set aside, not deleted", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "PG_VERSION"), "18\n");
    const lines: string[] = [];
    await start(dataDir, (line) => lines.push(line));
    const [aside] = readdirSync(dirname(dataDir)).filter((name) => name.includes(".broken-"));
    expect(readdirSync(join(dirname(dataDir), aside ?? ""))).toEqual(["PG_VERSION"]);
    expect(lines.join()).toContain(aside);
  });
});

describe("refusals", () => {
  test("a folder that another living process runs is refused with its number, and that one keeps running", async () => {
    const dataDir = await usedDataDir();
    const { launcher, url } = await startElsewhere(dataDir);
    await expect(start(dataDir)).rejects.toThrow(new RegExp(`already run by process ${launcher.pid}\\b.*DATABASE_URL`));
    await write(url, "still here");
  });

  test("of several starts at once exactly one gets the folder", async () => {
    const dataDir = newDataDir();
    const outcomes = await Promise.allSettled([start(dataDir), start(dataDir), start(dataDir)]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []));
    for (const refusal of refusals) expect(refusal).toContain(`already run by process ${process.pid}`);
  });

  test("a dead launcher's number that another process got does not lock the folder for ever", async () => {
    const dataDir = await usedDataDir();
    writeFileSync(`${dataDir}.launcher`, `${process.pid} an earlier life\n`);
    await start(dataDir);
  });

  test("files that are no database are refused and stay untouched", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "letter.txt"), "Dear Eva");
    await expect(start(dataDir)).rejects.toThrow(/holds files that are not a PostgreSQL database/);
    expect(readdirSync(dataDir)).toEqual(["letter.txt"]);
    expect(existsSync(`${dataDir}.launcher`)).toBe(false);
  });

  test("data of another PostgreSQL version is refused before anything touches it", async () => {
    const dataDir = await usedDataDir();
    writeFileSync(join(dataDir, "PG_VERSION"), "15\n");
    await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 15, but this version of Foyer brings 18/);
  });

  test("a server that does not come up is reported with the end of its log", async () => {
    const dataDir = await usedDataDir();
    writeFileSync(join(dataDir, "pg_hba.conf"), "nonsense\n");
    await expect(start(dataDir)).rejects.toThrow(/did not start.*\.log ends:[\s\S]*pg_hba\.conf/);
  });

  test("a platform without programs is told to set DATABASE_URL", () => {
    expect(() => findBinaries("sunos-sparc")).toThrow(/no embedded PostgreSQL for sunos-sparc.*DATABASE_URL/);
  });
});

describe("the machine", () => {
  test("library links that were never made are made at the start", () => {
    const { packageDir } = findBinaries();
    const copy = newFolder();
    cpSync(join(packageDir, "native"), join(copy, "native"), {
      recursive: true,
      filter: (source) => !lstatSync(source).isSymbolicLink(),
    });
    const runs = () => spawnSync(join(copy, "native", "bin", "initdb"), ["--version"]).status === 0;
    expect(runs()).toBe(!existsSync(join(packageDir, "native", "pg-symlinks.json")));
    makeMissingLinks(copy);
    makeMissingLinks(copy);
    expect(runs()).toBe(true);
  });

  test.runIf(isRoot)("as root the server runs as another user", async () => {
    const dataDir = newDataDir();
    const { url } = await start(dataDir);
    expect(statSync(dataDir).uid).not.toBe(0);
    expect(statSync(`/proc/${postmasterOf(dataDir)}`).uid).toBe(statSync(dataDir).uid);
    await write(url, "one");
  });

  test.runIf(isRoot)("as root in a folder that is closed to everybody else it starts too", async () => {
    const dataDir = join(dirname(newDataDir(0o700)), "deeper", "data");
    const { url, stop } = await start(dataDir);
    await write(url, "one");
    await stop();
    expect(await read((await start(dataDir)).url)).toEqual(["one"]);
  });

  test("the app's database is made again when it is missing", async () => {
    const dataDir = await usedDataDir();
    const first = await start(dataDir);
    await withServer(databaseUrl(first.url, "postgres"), (sql) => sql`drop database foyer with (force)`);
    await first.stop();
    await write((await start(dataDir)).url, "one");
  });
});
