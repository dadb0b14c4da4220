/** A text as one printable line: a subject, a name in a header. */
export const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, " ").trim();

/** What another server said, as one printable line of at most 200 characters. */
export const oneServerLine = (said: string): string => oneLine(said).slice(0, 200);
