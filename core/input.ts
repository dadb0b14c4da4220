import { z } from "zod";
import { canonicalEmail } from "@/core/customers/email-address";
import { LONGEST_PASSWORD } from "@/core/security/password-rule";

// Everything a form may hold passes one of these; the error texts are failure codes, their sentences stand in messages/.

/** Longest first or last name. */
export const LONGEST_NAME = 64;

const ODD = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** One line of text: trimmed, composed, no control characters, no text-direction tricks, no broken surrogates. */
export const line = (max: number) =>
  z
    .string({ error: "field.required" })
    .refine((typed) => typed.length <= max * 4, { error: "field.too-long", params: { max } })
    .transform((typed) => typed.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(max, { error: "field.too-long" })
        .refine((text) => !ODD.test(text), { error: "field.odd-characters" }),
    );

/** One line that must not be empty. */
export const requiredLine = (max: number) => line(max).pipe(z.string().min(1, { error: "field.required" }));

/** A first or last name (T-M7). */
export const personName = () => requiredLine(LONGEST_NAME);

/** An e-mail address: as it is mailed to, canonical. */
export const emailAddress = () =>
  requiredLine(254).transform((text, context) => {
    const canonical = canonicalEmail(text);
    if (canonical === null) context.addIssue({ code: "custom", message: "email.invalid" });
    return canonical ?? "";
  });

/** An e-mail address in canonical form, or empty. */
export const optionalEmailAddress = () =>
  line(254).transform((text, context) => {
    const canonical = text === "" ? "" : canonicalEmail(text);
    if (canonical === null) context.addIssue({ code: "custom", message: "email.invalid" });
    return canonical ?? "";
  });

/** A password as typed: never trimmed, never changed; refused before any hashing when absurdly long (T-S9, T-B4). */
export const passwordAsTyped = () =>
  z
    .string({ error: "field.required" })
    .min(1, { error: "field.required" })
    .refine(isShortEnough, { error: "password.too-long", params: { max: LONGEST_PASSWORD } })
    .refine((typed) => !/[\0\p{Cs}]/u.test(typed), { error: "field.odd-characters" });

/** Counted in the form that is hashed, since an accent may be typed as a character of its own (T-S11); absurd lengths unread. */
function isShortEnough(typed: string): boolean {
  return typed.length <= LONGEST_PASSWORD * 8 && [...typed.normalize("NFKC")].length <= LONGEST_PASSWORD;
}

/** An optional hidden text, empty when absent. */
export const optionalText = (max: number) => z.string().max(max, { error: "field.too-long" }).optional().default("");
