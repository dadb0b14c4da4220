import { describe, expect, test } from "vitest";
import { messageNames } from "@/core/mail/queue";
import { isEditable } from "@/core/mail-templates/check-template";
import { renderTemplate } from "@/core/mail-templates/render-template";
import { casesOf } from "@/emails/_examples";
import { renderMessage } from "@/emails/_registry";
import { exampleIn, sourceOf } from "@/tests/support/templates";

const languages = ["en", "es"] as const;
const every = messageNames.filter(isEditable).flatMap((message) => languages.map((language) => ({ message, language })));

describe.each(every)("$message in $language as a template", ({ message, language }) => {
  test("P-M2: says in every case what the product's own mail says, and prints all it must", async () => {
    const source = await sourceOf(message, {}, language);
    for (const others of casesOf(message)) {
      const example = exampleIn(message, others, language);
      const [drawn, own] = [await renderTemplate(message, source, example), await renderMessage(message, example)];
      if (!drawn.ok) throw new Error(`${others.join()}: ${JSON.stringify(drawn.problems)}`);
      expect(drawn.value.missing).toBeNull();
      expect(drawn.value.subject).toBe(own.subject);
      expect(wordsIn(drawn.value.text)).toEqual(wordsIn(own.text));
      expect(drawn.value.html).not.toMatch(/zzq|\{\{|\{%/);
    }
  });
});

/** What a text says, whatever its lines and the signs between name and amount. */
const wordsIn = (text: string): string[] =>
  text
    .replace(/€[\d.]+/g, " $& ")
    .replace(/[:\s]+/g, " ")
    .trim()
    .split(" ");
