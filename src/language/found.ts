import type { Found, SlotSpec } from "./slot.ts"

/** Making a value with the words it came from. */

export function found(raw: string, from: number, to: number, value: string | number, flags?: Found["flags"]): Found {
  return { value, text: raw.slice(from, to), ...(flags === undefined || flags.length === 0 ? {} : { flags }) }
}

/** What a count counts where its label says so: 户, 场, 斤. */
export function unitOf(spec: SlotSpec): string | undefined {
  const unit = /(户|家|场|次|斤|亩|小时|个岗位|件|册)/.exec(`${spec.label}`)
  return unit?.[1]
}
