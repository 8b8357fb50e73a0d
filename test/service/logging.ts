import { openLog } from "#src/log.ts"

// A process of service.test.ts: logs what must not be read.
const log = openLog("info", ["s3cret/key+1", "s3cret"])
log.error({ err: new Error("GET https://x/?secret=s3cret/key+1"), phone: "13800138000" }, "s3cret of 138 0013 8000")

const cause = Object.assign(new Error("no row"), { where: "JSON data: 有人举报", code: "22P02" })
const error = Object.assign(new Error("null value"), {
  detail: "Failing row contains (我要举报).",
  code: "23502",
  cause,
})
log.warn({ err: error }, "a statement failed")
