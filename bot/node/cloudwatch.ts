import type { MetricDatum } from '@aws-sdk/client-cloudwatch'
import type { Log } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import type { Env } from '../env.ts'
import type { Sample } from './sample.ts'

const EVERY_MS = 60_000
const MOST_AT_ONCE = 500
const PATIENCE_MS = 5_000

export interface CloudWatchSettings {
  region: string
  namespace: string
  /** Only where it is not Amazon's own. */
  endpoint?: string | undefined
  everyMs?: number
}

/** What the settings say of CloudWatch; undefined: nothing goes there. */
export function cloudWatchOf(env: Env, log: Log): CloudWatchSettings | undefined {
  const { AWS_REGION: region, CLOUDWATCH_NAMESPACE: namespace, CLOUDWATCH_ENDPOINT: endpoint } = env
  if (!namespace) return undefined
  if (region) return { region, namespace, endpoint }
  log.warn('cloudwatch', { problem: 'AWS_REGION is not set, so no figures go to CloudWatch. /metrics has them all.' })
  return undefined
}

/**
 * Puts the figures of `/metrics` into CloudWatch once a minute. It holds up nothing: when Amazon does not answer, that is said
 * once, and what was counted meanwhile goes with the next one that arrives.
 */
export function tellCloudWatch(
  { region, namespace, endpoint, everyMs = EVERY_MS }: CloudWatchSettings,
  read: () => Promise<Sample[]>,
  log: Log,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const told = new Map<string, number>()
  let client: Promise<(data: MetricDatum[]) => Promise<unknown>> | undefined
  let isFailing = false
  let putting: Promise<void> | undefined

  // Loaded when it is first needed: a start does not wait for a library that most never use.
  const connect = async () => {
    const { CloudWatchClient, PutMetricDataCommand } = await import('@aws-sdk/client-cloudwatch')
    const cloudWatch = new CloudWatchClient({
      region,
      maxAttempts: 1,
      requestHandler: { connectionTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true },
      ...(endpoint ? { endpoint } : {}),
    })
    return (MetricData: MetricDatum[]) =>
      cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }), { abortSignal: stopping.signal })
  }

  async function put(): Promise<void> {
    try {
      client ??= connect()
      const send = await client
      const figures = combined(await read())
      const data = figures.map((figure) => datumOf(figure, told.get(figure.key) ?? 0))
      for (let start = 0; start < data.length; start += MOST_AT_ONCE) {
        await send(data.slice(start, start + MOST_AT_ONCE))
        for (const { key, value } of figures.slice(start, start + MOST_AT_ONCE)) told.set(key, value)
      }
      if (isFailing) log.info('cloudwatch answers again', {})
      isFailing = false
    } catch (error) {
      if (stopping.signal.aborted || isFailing) return
      isFailing = true
      log.warn('cloudwatch', { problem: `No figures can be put there: ${problemOf(error)}. It is tried every minute.` })
    }
  }

  const timer = setInterval(() => {
    putting ??= put().finally(() => {
      putting = undefined
    })
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await putting
    },
  }
}

interface Combined extends Sample {
  key: string
}

/** Without the creators: each set of dimensions is a metric of its own there, and is paid for. */
function combined(samples: Sample[]): Combined[] {
  const byKey = new Map<string, Combined>()
  for (const { labels = {}, ...sample } of samples) {
    const { creator: _, ...rest } = labels
    const key = `${sample.name} ${JSON.stringify(rest)}`
    const before = byKey.get(key)
    const value = before ? together(sample, before.value) : sample.value
    byKey.set(key, { ...sample, key, labels: rest, value })
  }
  return [...byKey.values()]
}

/** Numbers of things are added up; of ages and states the worst counts. */
const together = ({ kind, name, value }: Sample, before: number) =>
  kind === 'gauge' && /_seconds$|^breaker_open$/.test(name) ? Math.max(before, value) : before + value

/** CloudWatch knows no counters: what was counted since the last time is put. */
function datumOf({ name, kind, value, labels = {} }: Combined, before: number): MetricDatum {
  return {
    MetricName: name,
    Value: kind === 'counter' ? value - before : value,
    Unit: /seconds/.test(name) ? 'Seconds' : name.endsWith('_bytes') ? 'Bytes' : 'Count',
    Timestamp: new Date(),
    Dimensions: Object.entries(labels).map(([Name, Value]) => ({ Name, Value })),
  }
}
