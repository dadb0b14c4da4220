import { describe, expect, test } from "vitest";
import { failures } from "@/core/failures";
import { en } from "@/messages/en";
import { es } from "@/messages/es";
import { getTranslator, languages } from "@/messages/translator";

type Tree = { readonly [key: string]: string | Tree };

const sentencesOf = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : sentencesOf(value, `${path}${key}.`),
  );

const english = new Map(sentencesOf(en));
const spanish = new Map(sentencesOf(es));

/** What a sentence asks to be filled in: `{name}`, `{count, plural, …}`; words inside branches do not count. */
function variablesOf(sentence: string): string[] {
  const names = [...sentence.matchAll(/(?<!\b(?:zero|one|two|few|many|other) )\{\s*(\w+)\s*(?:\}|,)/g)].map(
    ([, name = ""]) => name,
  );
  return [...new Set(names)].sort();
}

describe("both languages", () => {
  test("have the same sentences", () => {
    expect([...spanish.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !spanish.has(key))).toEqual([]);
    expect(english.size).toBeGreaterThan(50);
  });

  test("fill in the same figures in each", () => {
    const different = [...english].filter(
      ([key, sentence]) => `${variablesOf(sentence)}` !== `${variablesOf(spanish.get(key) ?? "")}`,
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test("leave no sentence empty, and none with spaces at its ends", () => {
    const odd = [...english, ...spanish].filter(([, sentence]) => sentence.trim() === "" || sentence !== sentence.trim());
    expect(odd.filter(([key]) => key !== "common.errorPrefix").map(([key]) => key)).toEqual([]);
  });

  test("have no sentence of the other by mistake", () => {
    const words = [...english].filter(([key, sentence]) => sentence.length > 25 && spanish.get(key) === sentence);
    expect(words.map(([key]) => key)).toEqual([]);
  });

  test("can say every sentence", () => {
    const anything = Object.fromEntries([...english.values(), ...spanish.values()].flatMap(variablesOf).map((name) => [name, 2]));
    for (const language of ["en", "es"] as const) {
      const t = getTranslator(language);
      for (const key of Object.keys(failures)) {
        const said: string = Reflect.apply(t, undefined, [`failures.${key}`, anything]);
        expect(said, `${language} ${key}`).not.toMatch(/^failures\.|[{}]/);
      }
    }
    expect(Object.keys(languages)).toEqual(["en", "es"]);
  });
});

describe("every refusal", () => {
  test("has a sentence in both languages, and no sentence is left of a refusal that went", () => {
    for (const catalogue of [en, es]) {
      const sentences = sentencesOf(catalogue.failures).map(([key]) => key);
      expect(Object.keys(failures).filter((code) => !sentences.includes(code))).toEqual([]);
      expect(sentences.filter((key) => !Object.hasOwn(failures, key))).toEqual([]);
    }
  });

  test("is said in whole sentences, and speaks to a customer politely in Spanish", () => {
    for (const [key, sentence] of sentencesOf(en.failures)) expect(sentence, key).toMatch(/[.?]$/);
    for (const [key, sentence] of sentencesOf(es.failures)) {
      expect(sentence, key).toMatch(/[.?]$/);
      expect(sentence, key).not.toMatch(/\b(tú|tu|tus|te|tienes|puedes|debes|escribe|prueba|inténtalo|introduce)\b/i);
    }
  });

  test("T-S7, T-S1: the one answer to every refused sign-in names no reason that a stranger could learn from", () => {
    expect(en.failures["sign-in"].refused).not.toMatch(
      /lock|block|deactivat|disabl|unknown|no account|does not exist|wrong password/i,
    );
    expect(es.failures["sign-in"].refused).not.toMatch(/bloque|desactiv|no existe|contraseña incorrecta/i);
  });
});

test("P-O1: one of a thing is not said as many, in either language", () => {
  const merge = { merged: "Acme", people: 1, orders: 1, codes: 1, addresses: 1 };
  expect(getTranslator("en")("adminCompanies.merge.brings", merge)).toBe(
    "“Acme” brings 1 person, 1 order, 1 partner code and 1 address.",
  );
  expect(getTranslator("es")("adminCompanies.merge.brings", { ...merge, people: 2, codes: 0 })).toBe(
    "«Acme» aporta 2 personas, 1 pedido, 0 códigos de socio y 1 dirección.",
  );
});
