/**
 * Small drawings for the buttons of connections, made for Foyer; each is one path in a square of 24, drawn in the colour of the text. The
 * marks of companies are theirs to give: none of them is here.
 */
export const logos = {
  none: "",
  key: "M14.5 3a6.5 6.5 0 0 0-6.3 8.1L3 16.3V21h4.7v-2.6h2.6v-2.6h2.1l.5-.5A6.5 6.5 0 1 0 14.5 3Zm1.8 6.4a1.8 1.8 0 1 1 0-3.6 1.8 1.8 0 0 1 0 3.6Z",
  building:
    "M5 3h10v6h4v12h-6v-4h-2v4H5V3Zm2.5 3v2h2V6h-2Zm3.5 0v2h2V6h-2Zm-3.5 4v2h2v-2h-2Zm3.5 0v2h2v-2h-2Zm-3.5 4v2h2v-2h-2Zm8-2v2h2v-2h-2Zm0 4v2h2v-2h-2Z",
  badge:
    "M10 2h4v3h5v16H5V5h5V2Zm1.4 1.5v3h1.2v-3h-1.2ZM12 9a2.4 2.4 0 1 0 0 4.8A2.4 2.4 0 0 0 12 9Zm-4.2 9.4h8.4c0-2.2-1.8-3.4-4.2-3.4s-4.2 1.2-4.2 3.4Z",
  globe:
    "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19Zm0 2c.9 0 2.3 2.2 2.6 6H9.4c.3-3.8 1.7-6 2.6-6Zm-3.3.7A14 14 0 0 0 7.4 10.5H4.7a7.5 7.5 0 0 1 4-5.3Zm6.6 0a7.5 7.5 0 0 1 4 5.3h-2.7a14 14 0 0 0-1.3-5.3ZM4.7 12.5h2.7a14 14 0 0 0 1.3 6.3 7.5 7.5 0 0 1-4-6.3Zm4.7 0h5.2c-.3 4.2-1.7 7-2.6 7s-2.3-2.8-2.6-7Zm7.2 0h2.7a7.5 7.5 0 0 1-4 6.3 14 14 0 0 0 1.3-6.3Z",
  people:
    "M8.5 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Zm7.5 2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2 19.5h13c0-3.7-2.8-6-6.5-6S2 15.8 2 19.5Zm14.8 0H22c0-3.2-2.3-5.4-5.6-5.4-.6 0-1.1.1-1.6.2 1.3 1.3 2 3.1 2 5.2Z",
} as const;

/** The name of a drawing. */
export type LogoName = keyof typeof logos;

/** Every name, "none" first. */
export const logoNames = ["none", "key", "building", "badge", "globe", "people"] as const satisfies readonly LogoName[];
