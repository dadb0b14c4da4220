import { cream, type DrawingProps } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Tin({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={204} y={328} width={160} />
      <path d="M122 150V314C122 342 278 342 278 314V150Z" fill={palette.base} />
      <path d="M122 206C122 228 278 228 278 206V276C278 298 122 298 122 276Z" fill={cream.base} />
      <path
        d="M122 206C122 228 278 228 278 206M122 276C122 298 278 298 278 276"
        fill="none"
        stroke={palette.accent}
        strokeWidth="4"
      />
      <path d="M188 284C186 262 192 246 202 230" fill="none" stroke={palette.ink} strokeWidth="3" strokeLinecap="round" />
      <path
        d="M202 232C216 236 222 248 216 260C204 256 198 246 202 232ZM189 264C176 262 168 252 170 240C184 242 192 252 189 264ZM188 274C200 266 212 266 222 274C212 282 200 282 188 274Z"
        fill={palette.accent}
      />
      <path d="M118 112V154C118 178 282 178 282 154V112Z" fill={palette.shade} />
      <path d="M118 112V150C118 174 282 174 282 150V112Z" fill={palette.base} />
      <path
        d="M250 112H282V154C282 163 270 169 250 171ZM250 171Q270 168 278 161V314C278 324 268 331 250 334Z"
        fill={palette.ink}
        opacity=".18"
      />
      <ellipse cx="200" cy="112" rx="82" ry="20" fill={palette.light} />
      <ellipse cx="202" cy="114" rx="66" ry="14" fill={palette.base} />
      <ellipse cx="200" cy="111" rx="64" ry="13" fill={palette.light} />
      <ellipse cx="203" cy="110" rx="16" ry="5" fill={palette.shade} />
      <path d="M186 96Q200 90 214 96L210 110Q200 114 190 110Z" fill={palette.accent} />
      <path d="M138 136V154M138 186V200M138 302V316" stroke="#fff" strokeWidth="8" strokeLinecap="round" opacity=".4" />
    </>
  );
}
