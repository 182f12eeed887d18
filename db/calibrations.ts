import { and, asc, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { calibrations } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

type CalibrationRow = typeof calibrations.$inferSelect
export type CalibrationTrait = 'tone' | 'length' | 'emoji'
export type CalibrationStatus = 'applied' | 'unsure' | 'off' | 'on'
export type StoredCalibration = Omit<CalibrationRow, 'stepSealed' | 'trait' | 'status'> & {
  trait: CalibrationTrait
  status: CalibrationStatus
  step: unknown
}

const stepPlace = (id: string) => ({ column: 'calibrations.step', row: id }) as const

export async function insertCalibration(
  scope: Scope,
  calibration: Omit<typeof calibrations.$inferInsert, 'tenantId' | 'stepSealed' | 'trait' | 'status'> & {
    trait: CalibrationTrait
    status: CalibrationStatus
    step: unknown
  },
): Promise<void> {
  const { step, ...row } = calibration
  const key = await fanKey(scope, calibration.fanId)
  await scope.tx
    .insert(calibrations)
    .values({ ...row, tenantId: scope.tenantId, stepSealed: sealJson(key, stepPlace(row.id), step) })
}

/** Every recalculation and every choice of a person, oldest first. */
export async function calibrationsOf(scope: Scope, fanId: string): Promise<StoredCalibration[]> {
  const rows = await scope.tx
    .select()
    .from(calibrations)
    .where(and(eq(calibrations.tenantId, scope.tenantId), eq(calibrations.fanId, fanId)))
    .orderBy(asc(calibrations.createdAt), asc(calibrations.id))
  const key = await fanKey(scope, fanId)
  return rows.map(({ stepSealed, ...row }) => ({
    ...row,
    trait: row.trait as CalibrationTrait,
    status: row.status as CalibrationStatus,
    step: openJson(key, stepPlace(row.id), stepSealed),
  }))
}

export async function pinCalibration({ tx, tenantId }: Scope, id: string, isPinned: boolean): Promise<void> {
  await tx
    .update(calibrations)
    .set({ isPinned })
    .where(and(eq(calibrations.tenantId, tenantId), eq(calibrations.id, id)))
}

/** Forgets how a fan likes it, and every choice about that. */
export async function deleteCalibrationsOf({ tx, tenantId }: Scope, fanId: string): Promise<void> {
  await tx.delete(calibrations).where(and(eq(calibrations.tenantId, tenantId), eq(calibrations.fanId, fanId)))
}
