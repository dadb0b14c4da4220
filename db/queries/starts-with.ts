/** The pattern for `like` that finds what begins with a text, whatever is in it. */
export const startsWith = (text: string): string => `${text.replace(/[\\%_]/g, "\\$&")}%`;
