import type { DrawingProps } from "@/components/shop/drawings/palettes";

/** The table under a standing thing. */
export function Tabletop({ palette }: DrawingProps) {
  return <path d="M0 268H400V400H0Z" fill={palette.ink} opacity=".09" />;
}

/** The shadow of a standing thing: dark where it touches, long and faint to the right, because the window is on the left. */
export function Shadow({ palette, x, y, width }: DrawingProps & { x: number; y: number; width: number }) {
  return (
    <g fill={palette.ink} opacity=".16">
      <ellipse cx={x + width * 0.3} cy={y} rx={width * 0.78} ry="15" />
      <ellipse cx={x + 6} cy={y} rx={width / 2 + 6} ry="10" />
    </g>
  );
}
