import type pg from "pg"

const TICK_MS = 10_000
const WAL_BYTES = 64 * 1024 * 1024

/** The table that autovacuum would take next, by its own defaults: a fifth of the rows dead or new, or a tenth changed. */
const NEEDY = `SELECT format('%I', relname) AS name FROM pg_stat_user_tables
  WHERE n_dead_tup > 50 + 0.2 * n_live_tup
     OR n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
     OR n_mod_since_analyze > 50 + 0.1 * n_live_tup
  ORDER BY n_dead_tup DESC LIMIT 1`

const WAL = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::int8 AS bytes FROM pg_control_checkpoint()"

/**
 * Does what a PostgreSQL server does in the background and an embedded one does not: checkpoints, without which the write-ahead log
 * grows for ever, and vacuuming, one table at a time since nothing else runs meanwhile. Returns what ends it.
 */
export function keepUp(pool: pg.Pool): () => void {
  let busy = false
  const tick = async () => {
    if (busy) return
    busy = true
    try {
      const wal = await pool.query(WAL)
      if (wal.rows[0].bytes > WAL_BYTES) await pool.query("CHECKPOINT")
      const needy = await pool.query(NEEDY)
      if (needy.rows[0]) await pool.query(`VACUUM (ANALYZE) ${needy.rows[0].name}`)
    } catch {
      // The database stopped or is closing: whoever uses it hears of it, here the next tick will do.
    } finally {
      busy = false
    }
  }
  const timer = setInterval(tick, TICK_MS).unref()
  return () => clearInterval(timer)
}
