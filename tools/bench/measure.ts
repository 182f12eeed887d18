export interface Figure {
  what: string
  times: number
  /** Microseconds of processor time of this process per operation: the figure that a busy machine does not change much. */
  cpuUs: number
  /** The same of the database server's processes, where they are on this machine. */
  serverUs?: number | undefined
  /** Wall clock, microseconds. */
  p50Us: number
  p95Us: number
}

/**
 * Does the work so many times, one after the other, after a tenth of it as warm-up.
 * @param size operations in one call
 * @param server processor time of another process until now, in microseconds
 */
export async function measure(
  what: string,
  times: number,
  work: (index: number) => unknown,
  { size = 1, server }: { size?: number; server?: (() => number | undefined) | undefined } = {},
): Promise<Figure> {
  for (let index = 0; index < Math.ceil(times / 10); index += 1) await work(-1 - index)
  const walls: number[] = []
  const serverBefore = server?.()
  const cpu = process.cpuUsage()
  for (let index = 0; index < times; index += 1) {
    const start = performance.now()
    await work(index)
    walls.push((performance.now() - start) / size)
  }
  const { user, system } = process.cpuUsage(cpu)
  const serverAfter = server?.()
  const operations = times * size
  return {
    what,
    times: operations,
    cpuUs: (user + system) / operations,
    ...(serverBefore === undefined || serverAfter === undefined
      ? {}
      : { serverUs: (serverAfter - serverBefore) / operations }),
    p50Us: percentile(walls, 0.5) * 1_000,
    p95Us: percentile(walls, 0.95) * 1_000,
  }
}

/** Of numbers in any order; 0 when there are none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const micro = (value: number) =>
  value >= 10_000 ? `${(value / 1_000).toFixed(1)} ms` : `${value.toFixed(value < 10 ? 2 : 0)} µs`

/** A table whose first line is the peer that all others are compared with. */
export function table(title: string, figures: Figure[]): string {
  const peer = figures[0]
  const hasServer = figures.some(({ serverUs }) => serverUs !== undefined)
  const lines = figures.map((figure) => {
    const { what, times, cpuUs, serverUs, p50Us, p95Us } = figure
    const ratio = peer && figure !== peer ? `${(cpuUs / peer.cpuUs).toFixed(2)} x` : 'the peer'
    const server = hasServer ? ` ${serverUs === undefined ? '' : micro(serverUs)} |` : ''
    return `| ${what} | ${times} | ${micro(cpuUs)} | ${ratio} |${server} ${micro(p50Us)} | ${micro(p95Us)} |`
  })
  return [
    `\n### ${title}\n`,
    `| operation | times | CPU each | ratio of CPU |${hasServer ? ' CPU of Postgres |' : ''} p50 | p95 |`,
    `| --- | --: | --: | --: |${hasServer ? ' --: |' : ''} --: | --: |`,
    ...lines,
  ].join('\n')
}
