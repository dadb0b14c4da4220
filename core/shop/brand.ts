/**
 * The CSS variables of a shop's colour: the colour; black or white on it, whichever reads better; and the colour as text, darkened or
 * lightened until it can be read on the page by day and by night (WCAG 2.2, 1.4.3).
 */
export function brandVariables(color: string): string {
  // Every page asks, and for the same colour until an admin chooses another.
  if (made.color !== color) made = { color, variables: makeVariables(color) };
  return made.variables;
}

let made = { color: "", variables: "" };

const makeVariables = (color: string): string =>
  `:root{--brand:${color};--on-brand:${textOn(color)};--brand-text:light-dark(${readable(color, 0)},${readable(color, 255)})}`;

/** Black or white, whichever reads better on #rrggbb. */
export const textOn = (color: string): string => (luminance(color) > 0.18 ? "#000000" : "#ffffff");

// The ground of text in app/globals.css on which it has the least contrast: paper by day, cards by night.
const GROUNDS = { 0: "#fbfaf7", 255: "#1b2220" } as const;
const ENOUGH = 4.5;

function readable(color: string, towards: keyof typeof GROUNDS): string {
  const steps = Array.from({ length: 21 }, (_, step) => mix(color, towards, step / 20));
  return steps.find((one) => contrast(one, GROUNDS[towards]) >= ENOUGH) ?? mix(color, towards, 1);
}

function mix(color: string, towards: number, share: number): string {
  const hex = channels(color).map((channel) => Math.round(channel + (towards - channel) * share));
  return `#${hex.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

/** How well one colour reads on another, 1 to 21. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
