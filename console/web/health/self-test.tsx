import { Check, RotateCw, ShieldCheck, TriangleAlert } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'

const proveIt = () => unwrap(api.health['self-test'].$post())
type Proof = Awaited<ReturnType<typeof proveIt>>['proof']

/** Tries every other road to a fan, here and now, and shows what came of each. */
export function SelfTest() {
  const [proof, setProof] = useState<Proof | undefined>()
  const { run, isBusy } = useAction()
  const prove = () => run(async () => setProof((await proveIt()).proof))
  useEffect(() => {
    void prove()
  }, [])
  return (
    <Panel
      title={t('proof.title')}
      action={
        <Button icon={RotateCw} disabled={isBusy} onClick={() => void prove()}>
          {t('proof.again')}
        </Button>
      }
    >
      <div role="status">
        {proof ? (
          <p class={`notice ${proof.holds ? 'tone-sent' : 'tone-failed'}`}>
            <Icon of={proof.holds ? ShieldCheck : TriangleAlert} />
            <span>
              {t(proof.holds ? 'proof.holds' : 'proof.broken', { count: proof.roads.length - 1 })}{' '}
              <Time at={proof.provedAt} as="seconds" />
            </span>
          </p>
        ) : (
          <p class="soft">{t('proof.running')}</p>
        )}
      </div>
      {proof && (
        <details class="more" open={!proof.holds}>
          <summary class="soft">{t('proof.roads')}</summary>
          <ul class="facts">
            {proof.roads.map(({ name, isAsItShouldBe, left }) => (
              <li key={name} class="fact">
                <p>{t(`road.${name}`)}</p>
                <Badge tone={isAsItShouldBe ? 'sent' : 'failed'} icon={isAsItShouldBe ? Check : TriangleAlert}>
                  {left === 0 ? t('proof.refused') : t('proof.left', { count: left })}
                </Badge>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}
