import { z } from "zod";

/** Longest message, in characters as people count them. */
export const LONGEST_MESSAGE = 5000;

// Control characters but line ends and tabs, what turns the direction of a text around, and broken surrogates: no message needs them.
const ODD = /[^\P{Cc}\n\t]|[\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** What somebody wrote, as it is kept: composed, with plain line ends, at most three of them in a row, without marks that nobody sees. */
export const tidyMessage = (typed: string): string =>
  typed
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(ODD, "")
    .replace(/\n{4,}/g, "\n\n\n")
    .trim();

const TOO_LONG = { error: "field.too-long", params: { max: LONGEST_MESSAGE } };

/** A message as a form holds it: not empty, at most {@link LONGEST_MESSAGE}. */
export const messageText = () =>
  z
    .string({ error: "field.required" })
    .refine((typed) => typed.length <= LONGEST_MESSAGE * 4, TOO_LONG)
    .transform(tidyMessage)
    .pipe(
      z
        .string()
        .min(1, { error: "field.required" })
        .refine((text) => [...text].length <= LONGEST_MESSAGE, TOO_LONG),
    );
