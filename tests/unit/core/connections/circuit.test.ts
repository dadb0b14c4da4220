import { expect, test } from "vitest";
import { Circuits } from "@/core/connections/circuit";

function circuitsWithClock() {
  const clock = { at: 1000 };
  return { clock, circuits: new Circuits(() => clock.at) };
}

test("P-S6: three failures in a row open a circuit for a minute; others stay closed", () => {
  const { clock, circuits } = circuitsWithClock();
  for (const isOpen of [false, false, true]) {
    circuits.noteFailure("a");
    expect(circuits.isOpen("a")).toBe(isOpen);
  }
  expect(circuits.isOpen("b")).toBe(false);
  clock.at += 59_999;
  expect(circuits.isOpen("a")).toBe(true);
  clock.at += 1;
  expect(circuits.isOpen("a")).toBe(false);
});

test("P-S6: after the minute one more failure opens it anew, one success closes it for good", () => {
  const { clock, circuits } = circuitsWithClock();
  for (const _ of [1, 2, 3]) circuits.noteFailure("a");
  clock.at += 60_000;
  circuits.noteFailure("a");
  expect(circuits.isOpen("a")).toBe(true);
  circuits.noteSuccess("a");
  expect(circuits.isOpen("a")).toBe(false);
  circuits.noteFailure("a");
  expect(circuits.isOpen("a")).toBe(false);
});
