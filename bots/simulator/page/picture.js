// @ts-check
/** Pictures are made smaller before they are sent, as WeChat does, and kept only as a thumbnail. */

const LONGEST_SIDE = 1600
const THUMBNAIL_SIDE = 240

/**
 * @param {File} file
 * @returns {Promise<{ image: string, thumbnail: string } | undefined>} data: addresses, or nothing when it is no picture
 */
export async function readPicture(file) {
  try {
    const bitmap = await createImageBitmap(file)
    return { image: jpeg(bitmap, LONGEST_SIDE, 0.85), thumbnail: jpeg(bitmap, THUMBNAIL_SIDE, 0.7) }
  } catch {
    return undefined
  }
}

/** @param {ImageBitmap} bitmap @param {number} longest @param {number} quality */
function jpeg(bitmap, longest, quality) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
  // A JPEG has no transparency; without this, clear parts come out black.
  context.fillStyle = "#fff"
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/jpeg", quality)
}
