import type { Principal } from '../entry/workspace.ts'

/** True of those who may see access logs, sign-ins and IP addresses. */
export const seesAccess = ({ member }: Principal): boolean => member?.role !== 'staff'
