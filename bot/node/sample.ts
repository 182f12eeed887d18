/** One number at one moment, for whoever watches from outside. */
export interface Sample {
  /** As Prometheus calls it, without `souvenir_`. */
  name: string
  kind: 'gauge' | 'counter'
  help: string
  value: number
  /** Each from a list that cannot grow with the number of fans. */
  labels?: Record<string, string>
}

/** Prometheus' text format. What has the same name stands together, under one explanation. */
export function prometheusText(samples: Sample[]): string {
  const byName = Map.groupBy(samples, ({ name }) => name)
  const blocks = [...byName].map(([name, same]) => {
    const [{ help, kind }] = same as [Sample]
    const lines = same.map(({ labels = {}, value }) => `souvenir_${name}${written(labels)} ${value}`)
    return [`# HELP souvenir_${name} ${help}`, `# TYPE souvenir_${name} ${kind}`, ...lines].join('\n')
  })
  return `${blocks.join('\n')}\n`
}

function written(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
