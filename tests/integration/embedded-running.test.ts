import { afterAll, afterEach, expect, test } from "vitest";
import { findRunningEmbedded } from "@/db/embedded/running";
import { cleanUp, cleanUpModel, newDataDir, startElsewhere, usedDataDir } from "@/tests/support/embedded";
import { withServer } from "@/tests/support/server";

afterEach(cleanUp);
afterAll(cleanUpModel);

test("the database that another process runs is found by its folder, and can be used", async () => {
  const dataDir = await usedDataDir();
  expect(findRunningEmbedded(dataDir)).toBeNull();
  const { url } = await startElsewhere(dataDir);
  const found = findRunningEmbedded(dataDir);
  expect(found).toBe(url);
  expect(await withServer(found ?? "", (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test("where none was ever made, nothing is found and nothing is made", () => {
  expect(findRunningEmbedded(newDataDir())).toBeNull();
  expect(findRunningEmbedded("/nonexistent/foyer/postgres")).toBeNull();
});
