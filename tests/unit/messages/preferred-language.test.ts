import { expect, test } from "vitest";
import { preferredOf } from "@/messages/preferred-language";

test.each([
  ["es", "es"],
  ["ES-mx", "es"],
  ["es-419,es;q=0.9", "es"],
  ["en-GB,en;q=0.9,es;q=0.8", "en"],
  ["en;q=0.5,es;q=0.9", "es"],
  ["en; q=0.5 , es; q=0.9", "es"],
  ["de,fr;q=0.9,es;q=0.1", "es"],
  ["en;q=0,es;q=0.1", "es"],
  ["es;q=0.5,en;q=0.5", "es"],
  ["en;level=1;q=0.2,es;q=0.3", "es"],
])("%j asks for %s", (header, language) => expect(preferredOf(header)).toBe(language));

test.each([
  [null],
  [undefined],
  [""],
  ["*"],
  ["de-CH,fr"],
  ["en;q=0"],
  ["est"],
  ["enm,esx"],
  [";;;,,"],
  ["q=1"],
  ["\u0000"],
  ["__proto__"],
  ["toString"],
])("%j asks for none that we have", (header) => expect(preferredOf(header)).toBeNull());
