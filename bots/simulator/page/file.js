// @ts-check
/** Files go out as they are, as far as a message takes them. */

const MOST_BYTES = 10 * 1024 * 1024

/**
 * @param {File} file
 * @returns {Promise<{ name: string, size: number, base64: string } | { problem: string }>}
 */
export async function readFile(file) {
  if (file.size > MOST_BYTES) return { problem: "文件最多10兆，这个太大了，没有发送。" }
  try {
    const url = await asDataUrl(file)
    // An empty file has no comma to cut at.
    return { name: file.name, size: file.size, base64: file.size === 0 ? "" : url.slice(url.indexOf(",") + 1) }
  } catch {
    return { problem: "这个文件读不了，没有发送。" }
  }
}

/** @param {File} file @returns {Promise<string>} */
function asDataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener("load", () => resolve(String(reader.result)))
    reader.addEventListener("error", () => reject(reader.error))
    reader.readAsDataURL(file)
  })
}

/** 12 KB, 3.4 MB: as WeChat writes it under the name. @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
