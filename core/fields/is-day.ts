const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar that people write down, as YYYY-MM-DD: of birth, of a foundation, the last day of a code. */
export function isDay(text: string): boolean {
  const at = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
