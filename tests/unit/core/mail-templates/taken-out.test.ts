import { expect, test } from "vitest";
import { clean } from "@/core/mail-templates/clean";
import { findTakenOut } from "@/core/mail-templates/find-taken-out";
import { originalOf } from "@/emails/_original";

test("P-M2: what is taken out of a mail is named to who wrote it, and nothing of what stays", () => {
  const body = `<p onclick="x()">Hello {{ name }}</p><script>alert(1)</script><img src="https://example.com/a.png"><iframe src="/"></iframe>
    <a href="javascript:alert(1)">a</a> <a href="{{ link }}" class="button">b</a> <a href="https://example.com">c</a>`;
  expect(findTakenOut(body)).toEqual(["onclick", "<script>", "<img>", "<iframe>", "javascript:"]);
  const left = clean(body, { origin: "https://shop.example", secrets: [], places: ["https://example.com"] });
  expect(left).not.toMatch(/onclick|<script|<img|<iframe|javascript:/);
  expect(findTakenOut(left)).toEqual([]);
});

test("P-M2: nothing is taken out of an original", async () => {
  for (const language of ["en", "es"] as const)
    expect(findTakenOut((await originalOf("reset-password", language)).body)).toEqual([]);
});
