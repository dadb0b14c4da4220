import { describe, expect, test } from "vitest";
import { messageNames } from "@/core/mail/queue";
import { isEditable } from "@/core/mail-templates/check-template";
import { fillInText } from "@/core/mail-templates/fill-in-text";
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

describe.each(every)("$message in $language, its text part begun from the HTML", ({ message, language }) => {
  test("P-M2: says in every case what the generated text says, and prints all it must", async () => {
    const source = await sourceOf(message, {}, language);
    const filled = fillInText(source);
    if (!filled.ok) throw new Error(filled.code);
    for (const others of casesOf(message)) {
      const example = exampleIn(message, others, language);
      const [own, generated] = [
        await renderTemplate(message, filled.value, example),
        await renderTemplate(message, source, example),
      ];
      if (!own.ok || !generated.ok) throw new Error(`${others.join()}: ${JSON.stringify([own, generated])}`);
      expect(own.value.missing).toBeNull();
      // The generated one begins with the head of the frame.
      expect(["Quiet", "Goods", ...wordsIn(own.value.text)]).toEqual(wordsIn(generated.value.text));
      expect(own.value.text).not.toMatch(/\n{3}/);
    }
  });
});

test("P-M2: nothing is filled in over a text part that is there", async () => {
  const source = await sourceOf("reset-password", { textBody: "Mine: {{ link }}" });
  expect(fillInText(source)).toMatchObject({
    ok: false,
    problems: [{ code: "mail-template.text-not-empty", field: "textBody" }],
  });
});

/** What a text says, whatever its lines and the signs between name and amount. */
const wordsIn = (text: string): string[] =>
  text
    .replace(/€[\d.]+/g, " $& ")
    .replace(/[:\s]+/g, " ")
    .trim()
    .split(" ");
