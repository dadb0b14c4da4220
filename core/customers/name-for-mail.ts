/**
 * A name as a mail may print it: one that a mail program would turn into a link, or that tries to be markup, is left out altogether, so that
 * nobody advertises through our mails (T-M7, T-R17).
 */
export const nameForMail = (name: string): string => (/[/\\:@<>{}$]|\.\p{L}{2,}|\p{C}/u.test(name) ? "" : name);
