import { coffee, cream, type DrawingProps } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Mug({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={190} y={318} width={150} />
      <g fill="none" strokeLinecap="round">
        <path d="M262 190C306 180 318 204 309 234C302 258 280 270 254 270" stroke={palette.shade} strokeWidth="19" />
        <path d="M262 187C303 178 313 203 305 231C298 253 278 266 254 267" stroke={palette.base} strokeWidth="11" />
        <path d="M168 116q-12-16 0-32t0-32M202 116q-12-16 0-32t0-32" stroke="#fff" strokeWidth="6" opacity=".55" />
      </g>
      <path
        d="M108 152C108 214 110 262 116 292C120 312 152 324 187 324S254 312 258 292C264 262 266 214 266 152Z"
        fill={cream.base}
      />
      <path d="M108 152C108 202 109 238 112 266Q150 284 190 278T262 266C265 238 266 202 266 152Z" fill={palette.base} />
      <path
        d="M232 160H266C266 214 264 262 258 292C254 312 222 324 187 324C220 312 232 280 232 160Z"
        fill={palette.ink}
        opacity=".15"
      />
      <path d="M127 190Q127 226 131 252" fill="none" stroke="#fff" strokeWidth="9" strokeLinecap="round" opacity=".4" />
      <ellipse cx="187" cy="152" rx="79" ry="19" fill={palette.light} />
      <ellipse cx="187" cy="153" rx="71" ry="14" fill={palette.shade} />
      <ellipse cx="187" cy="156" rx="62" ry="10" fill={coffee} />
      <path d="M140 155Q160 147 190 147" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" opacity=".3" />
    </>
  );
}
