import { expect, test } from "vitest";
import { Circuits } from "@/core/connections/circuit";

function circuitsWithClock() {
  const clock = { at: 1000 };
  return { clock, circuits: new Circuits(() => clock.at) };
}

test("P-S6: three failures in a row open a circuit for a minute; others stay closed", () => {
  const { clock, circuits } = circuitsWithClock();
  for (const isOpen of [false, false, true]) {
    circuits.noteFailure("a", "there");
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
  for (const _ of [1, 2, 3]) circuits.noteFailure("a", "there");
  clock.at += 60_000;
  circuits.noteFailure("a", "there");
  expect(circuits.isOpen("a")).toBe(true);
  circuits.noteSuccess("a", "there");
  expect(circuits.isOpen("a")).toBe(false);
  circuits.noteFailure("a", "there");
  expect(circuits.isOpen("a")).toBe(false);
});

test("P-S6: a document that can be read does not make up for tokens that cannot be had", () => {
  const { circuits } = circuitsWithClock();
  for (const isOpen of [false, false, true]) {
    circuits.noteSuccess("a", "there");
    circuits.noteFailure("a", "back");
    expect(circuits.isOpen("a")).toBe(isOpen);
  }
  circuits.noteSuccess("a", "back");
  expect(circuits.isOpen("a")).toBe(false);
});
