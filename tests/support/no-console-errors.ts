import { afterEach, beforeEach, expect, vi } from "vitest";

// What prints an error has one: a test that passes all the same would hide it.
let spy: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  spy = vi.spyOn(console, "error");
});

afterEach(() => {
  expect(spy).not.toHaveBeenCalled();
  spy.mockRestore();
});
