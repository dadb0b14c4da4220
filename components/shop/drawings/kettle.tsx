import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Kettle({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={218} y={324} width={180} />
      <path d="M150 296C84 296 128 170 62 158" fill="none" stroke={palette.shade} strokeWidth="20" />
      <path d="M150 292C90 292 130 168 58 156" fill="none" stroke={palette.base} strokeWidth="13" />
      <path d="M268 196C296 176 340 186 340 220V282" fill="none" stroke={palette.ink} strokeWidth="11" strokeLinejoin="round" />
      <path d="M340 214V290" stroke={wood.shade} strokeWidth="24" strokeLinecap="round" />
      <path d="M337 214V288" stroke={wood.base} strokeWidth="15" strokeLinecap="round" />
      <path d="M158 184H270L304 312Q300 328 214 328T124 312Z" fill={palette.base} />
      <path d="M242 184H270L304 312Q300 328 214 328Q262 318 242 184Z" fill={palette.shade} />
      <path d="M170 206L150 288" stroke="#fff" strokeWidth="10" strokeLinecap="round" opacity=".4" />
      <path d="M127 302Q214 322 301 302L304 312Q300 328 214 328T124 312Z" fill={palette.ink} opacity=".35" />
      <ellipse cx="214" cy="184" rx="58" ry="13" fill={palette.shade} />
      <path d="M160 180Q166 158 214 158T268 180Q244 192 214 192T160 180Z" fill={palette.light} />
      <path d="M236 159Q264 164 268 180Q252 188 232 191Q246 176 236 159Z" fill={palette.base} />
      <path d="M204 146H224V162H204Z" fill={palette.accent} />
      <ellipse cx="214" cy="140" rx="20" ry="13" fill={wood.base} />
      <path d="M220 128A20 13 0 0 1 208 152A24 20 0 0 0 220 128Z" fill={wood.shade} />
    </>
  );
}
