import { z } from "zod";

/**
 * What somebody answered beside name and address, checked: the admin's own fields under their key, `terms` and `privacy` with the version
 * that was accepted. Nothing of it counts before the mailbox is proven, nor in another browser than the one it was typed in.
 */
export type Answers = Readonly<Record<string, string>>;

const packed = z.record(z.string(), z.string());

/** Answers as one text, for where only texts are kept: beside a code that is on its way. */
export const packAnswers = (answers: Answers): string => JSON.stringify(answers);

/** The other way round of {@link packAnswers}; nothing kept is no answers. */
export const unpackAnswers = (text: string | undefined): Answers => (text === undefined ? {} : packed.parse(JSON.parse(text)));
