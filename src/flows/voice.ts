import { COUNTY } from "#domain/region.ts"

/** How the service calls itself and the bureau. */
export const BUREAU = `${COUNTY.name}民政局`
export const SERVICE = `${COUNTY.name}社会组织服务小助手`
