import { expect, test } from "vitest";
import { readFields } from "@/app/_edge/read-fields";

function formOf(...fields: readonly (readonly [string, string | Blob])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test("T-P3: each field is read once; a name that comes twice and a file are refused", () => {
  expect(readFields(formOf(["email", "v@example.com"], ["$ACTION_REF_1", ""], ["$ACTION_REF_1", ""]))).toEqual({
    ok: true,
    value: { email: "v@example.com" },
  });
  const twice = formOf(["email", "v@example.com"], ["email", "a@example.com"]);
  expect(readFields(twice)).toMatchObject({ code: "field.repeated", problems: [{ field: "email" }] });
  expect(readFields(formOf(["email", new Blob(["v@example.com"])]))).toMatchObject({ code: "field.repeated" });
});

test("T-B5: names of prototypes are names like any other", () => {
  const read = readFields(formOf(["__proto__", "x"], ["constructor", "y"]));
  expect(read.ok && Object.entries(read.value)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});

test("T-B5: as many fields as fit into the largest body keep nobody else waiting", () => {
  const many = formOf(...Array.from({ length: 20_000 }, (_, at) => [`f${at}`, ""] as const));
  const started = performance.now();
  expect(readFields(many).ok).toBe(true);
  // Looking each name up anew took three seconds.
  expect(performance.now() - started).toBeLessThan(500);
});
