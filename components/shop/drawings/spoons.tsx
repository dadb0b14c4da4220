import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";

const round = "M0-148C58-148 54-66 11-42L9 146C9 160-9 160-9 146L-11-42C-54-66-58-148 0-148Z";
const turner = "M-30-146Q0-154 30-138L26-72Q22-54 11-42L9 146C9 160-9 160-9 146L-11-42Q-30-58-32-78Z";

function Utensil({ outline, place, ink, dip }: { outline: string; place: string; ink: string; dip: string }) {
  return (
    <g transform={place}>
      <path d={outline} transform="translate(13 12)" fill={ink} opacity=".15" />
      <path d={outline} fill={wood.base} />
      <path d="M3-34L9 146Q8 156 0 156Z" fill={wood.shade} />
      <path d="M-9.6 84H9.6L9 146C9 160-9 160-9 146Z" fill={dip} />
      {outline === turner ? (
        <path d="M-15-120V-70M0-124V-64M15-120V-70" stroke={wood.shade} strokeWidth="6" strokeLinecap="round" />
      ) : (
        <>
          <ellipse cy="-98" rx="29" ry="39" fill={wood.shade} />
          <ellipse cx="3" cy="-94" rx="25" ry="34" fill={wood.light} />
        </>
      )}
    </g>
  );
}

export function Spoons({ palette }: DrawingProps) {
  return (
    <>
      <Utensil outline={round} place="translate(112 208)rotate(-13)" ink={palette.ink} dip={palette.base} />
      <Utensil outline={turner} place="translate(199 204)" ink={palette.ink} dip={palette.accent} />
      <Utensil outline={round} place="translate(284 208)rotate(13)scale(.9)" ink={palette.ink} dip={palette.shade} />
    </>
  );
}
