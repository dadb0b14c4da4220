import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Lamp({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <g fill="#fff3cf" opacity=".5">
        <path d="M100 192H300L366 326C366 364 34 364 34 326Z" />
        <path d="M150 72L122 0H278L250 72Z" />
        <ellipse cx="200" cy="326" rx="166" ry="28" />
      </g>
      <Shadow palette={palette} x={202} y={332} width={104} />
      <path d="M240 326C300 344 330 318 400 340" fill="none" stroke={palette.ink} strokeWidth="4" opacity=".7" />
      <rect x="193" y="180" width="14" height="52" fill={wood.shade} />
      <path
        d="M184 220H216C216 238 252 250 252 288C252 318 230 334 200 334S148 318 148 288C148 250 184 238 184 220Z"
        fill={palette.base}
      />
      <path d="M206 220H216C216 238 252 250 252 288C252 318 230 334 200 334C236 314 234 262 206 220Z" fill={palette.shade} />
      <path d="M164 290Q164 272 178 260" fill="none" stroke="#fff" strokeWidth="8" strokeLinecap="round" opacity=".45" />
      <ellipse cx="200" cy="192" rx="100" ry="15" fill="#ffe6a3" />
      <path d="M150 72H250L300 192C270 208 130 208 100 192Z" fill="#f9efd9" />
      <path d="M222 72H250L300 192Q276 203 236 204Z" fill="#e4d0a6" />
      <path d="M150 72H176L148 202Q116 199 100 192Z" fill="#fffaf0" />
      <path d="M108 174C140 188 260 188 292 174L300 192C270 208 130 208 100 192Z" fill={palette.accent} />
      <path d="M146 82Q200 92 254 82L250 72Q200 62 150 72Z" fill={palette.accent} />
      <ellipse cx="200" cy="71" rx="50" ry="6" fill={palette.ink} opacity=".35" />
    </>
  );
}
