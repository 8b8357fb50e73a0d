import type { FilingKind, FilingKindId } from "#domain/filing.ts"
import { activity } from "./activity.ts"
import { membership } from "./membership.ts"
import { outcome } from "./outcome.ts"
import { registration } from "./registration.ts"

/** Every kind of filing. */
export const FILING_KINDS: Record<FilingKindId, FilingKind> = { registration, membership, activity, outcome }
