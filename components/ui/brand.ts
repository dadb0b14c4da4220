/** The CSS variables of a shop's colour: the colour, and black or white on it. */
export const brandVariables = (color: string): string => `:root{--brand:${color};--on-brand:${textOn(color)}}`;

/** Black or white, whichever reads better on #rrggbb (WCAG contrast). */
export const textOn = (color: string): string => (luminance(color) > 0.18 ? "#000000" : "#ffffff");

/** Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
