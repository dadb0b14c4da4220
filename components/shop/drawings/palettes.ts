/** The colours one picture is drawn with. The ground is the picture's own background, so it reads the same on a light and a dark page. */
export type Palette = {
  ground: string;
  base: string;
  shade: string;
  light: string;
  accent: string;
  ink: string;
};

/** A drawing is a function of its colours alone. */
export type DrawingProps = {
  palette: Palette;
};

export const palettes = {
  harbour: { ground: "#cfdce4", base: "#41708c", shade: "#2f566e", light: "#6f9bb3", accent: "#e9b650", ink: "#1d3342" },
  sage: { ground: "#dbe3cf", base: "#8da67d", shade: "#6e8861", light: "#b3c7a4", accent: "#d4845a", ink: "#2f3d2a" },
  clay: { ground: "#f0d9c8", base: "#c76b45", shade: "#a15133", light: "#df9270", accent: "#2f6166", ink: "#45210f" },
  honey: { ground: "#f3e2b8", base: "#dca235", shade: "#b67f22", light: "#efc76e", accent: "#4f6684", ink: "#4a3410" },
  fig: { ground: "#e2d5e1", base: "#724d6e", shade: "#573953", light: "#9a7396", accent: "#d9a58f", ink: "#2c1a2b" },
  oat: { ground: "#b7a78f", base: "#f3eada", shade: "#d5c5aa", light: "#fffaf0", accent: "#b5583a", ink: "#4a3b2a" },
  rose: { ground: "#f3dcd7", base: "#d98a81", shade: "#ba6a61", light: "#ecb3ab", accent: "#5f7f6b", ink: "#4b2522" },
  pine: { ground: "#cbdad2", base: "#33644f", shade: "#234b3b", light: "#5f8e7b", accent: "#e0a458", ink: "#142b23" },
} as const satisfies Record<string, Palette>;

/** What keeps its own colour in every palette. */
export const wood = { base: "#c8986a", shade: "#a5774c", light: "#dfba90" };
export const cream = { base: "#f7f0e2", shade: "#e3d7c1" };
export const leaf = { base: "#5d8557", shade: "#456943", light: "#86a878" };
export const coffee = "#4f3324";
