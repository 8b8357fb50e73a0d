import { createRequire } from "node:module"
import type { pinyin } from "pinyin-pro"

let read: typeof pinyin | undefined

/** The sound of each character in pinyin without tones. Its dictionary, some ten megabytes, is loaded when somebody first asks. */
export function soundsOf(text: string): string[] {
  read ??= (createRequire(import.meta.url)("pinyin-pro") as { pinyin: typeof pinyin }).pinyin
  return read(text, { toneType: "none", type: "array", v: true })
}
