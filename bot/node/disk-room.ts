import { statfs } from 'node:fs/promises'

const MEGABYTE = 1024 * 1024
/** The embedded database hangs for ever on a full disk, so it stops taking anything long before. */
export const LEAST_FREE_MB = 512
/** Room must have grown by this much before writing goes on, so that it does not flicker. */
const ENOUGH_AGAIN_MB = LEAST_FREE_MB + 64
const LOOK_EVERY_MS = 15_000

/** Megabytes that this user may still write where the data is; undefined where the system does not tell. */
export async function freeMegabytes(dataDir: string): Promise<number | undefined> {
  const disk = await statfs(dataDir).catch(() => undefined)
  return disk && Math.floor((disk.bavail * disk.bsize) / MEGABYTE)
}

/** Watches the room on the disk. @param onChange is told once each time it becomes too little, and enough again */
export function watchDiskRoom(
  dataDir: string,
  onChange: (room: { isEnough: boolean; megabytes: number }) => void,
): { stop(): void } {
  let isEnough = true
  const timer = setInterval(async () => {
    const megabytes = (await freeMegabytes(dataDir)) ?? Number.POSITIVE_INFINITY
    const isEnoughNow = megabytes >= (isEnough ? LEAST_FREE_MB : ENOUGH_AGAIN_MB)
    if (isEnoughNow === isEnough) return
    isEnough = isEnoughNow
    onChange({ isEnough, megabytes })
  }, LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
