import { cream, type DrawingProps, wood } from "@/components/shop/drawings/palettes";

export function Notebook({ palette }: DrawingProps) {
  return (
    <>
      <g transform="rotate(-8 190 200)">
        <rect x="96" y="72" width="204" height="276" rx="10" fill={palette.ink} opacity=".18" />
        <rect x="84" y="62" width="200" height="272" rx="8" fill={palette.shade} />
        <rect x="90" y="64" width="190" height="264" rx="4" fill={cream.shade} />
        <path d="M279 66V325H94M276 66V322H94" fill="none" stroke={palette.ink} opacity=".25" />
        <rect x="82" y="58" width="192" height="262" rx="8" fill={palette.base} />
        <path d="M90 58H108V320H90Q82 320 82 312V66Q82 58 90 58Z" fill={palette.shade} />
        <path d="M118 62H262" stroke="#fff" strokeWidth="3" strokeLinecap="round" opacity=".35" />
        <rect x="136" y="108" width="100" height="64" rx="3" fill={cream.base} />
        <path d="M150 130H222M150 148H196" stroke={palette.ink} strokeWidth="4" strokeLinecap="round" opacity=".5" />
        <path d="M252 58V320" stroke={palette.accent} strokeWidth="8" />
        <path d="M150 320V356L158 346L166 356V320Z" fill={palette.accent} />
      </g>
      <g transform="rotate(9 330 200)">
        <path d="M336 96H352V318L344 346L336 318Z" fill={palette.ink} opacity=".16" />
        <path d="M324 84H332V306H324Z" fill={palette.light} />
        <path d="M332 84H340V306H332Z" fill={palette.shade} />
        <path d="M324 306H340L332 336Z" fill={wood.light} />
        <path d="M329 325H335L332 336Z" fill={palette.ink} />
        <path d="M324 72Q332 64 340 72V86H324Z" fill={palette.accent} />
      </g>
    </>
  );
}
