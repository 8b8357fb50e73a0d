import fs from "node:fs"
import { NodeFS } from "@electric-sql/pglite/nodefs"

type Stream = { nfd?: number; node: object }
type Nodefs = { realPath(node: object): string; stream_ops: { fsync?: (stream: Stream) => number } }

/**
 * A folder on disk whose writes are really forced to the disk when PostgreSQL asks for it. PGlite's own NodeFS has no such operation:
 * a commit would survive a killed process, but not a power cut. An error thrown here ends the database, as it ends PostgreSQL.
 */
export class SyncedFolder extends NodeFS {
  override async init(...[pg, opts]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const force = ({ NODEFS }: { NODEFS: Nodefs }) => {
      NODEFS.stream_ops.fsync = ({ nfd, node }) => {
        if (nfd === undefined) sync(NODEFS.realPath(node))
        else fs.fdatasyncSync(nfd)
        return 0
      }
    }
    return super.init(pg, { ...opts, preRun: [...(opts.preRun ?? []), force as never] })
  }
}

/** Forces a file to the disk, or the names in a folder: a file that was made or renamed there stays. */
export function sync(path: string): void {
  const fd = fs.openSync(path, "r")
  try {
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
}
