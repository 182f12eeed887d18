import { CircleCheck, Lock, LockOpen, ShieldQuestion, Unplug } from 'lucide'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { moment, t } from '../words.ts'
import type { CreatorSettings } from './settings-data.ts'

type Business = Awaited<ReturnType<typeof readBusiness>>['business']
type Doing = { isBusy: boolean; run: (work: () => Promise<unknown>) => void }

const readBusiness = (id: string) => unwrap(api.creators[':id'].business.$get({ param: { id } }))

/** The creator's own accounts, and which providers of models may read what fans write there. */
export function BusinessPanel({ creator }: { creator: CreatorSettings }) {
  const business = useResource(
    `business-${creator.id}`,
    () => readBusiness(creator.id),
    ({ kind }) => kind === 'health' || kind === 'resync',
  )
  const { run, isBusy } = useAction()
  const again = business.state === 'ready' ? business.refetch : () => undefined
  const doing: Doing = {
    isBusy,
    run: (work) =>
      void run(async () => {
        await work()
        await again()
      }),
  }
  return (
    <Loaded from={business} lines={3}>
      {(data) => (
        <>
          <Accounts creator={creator} accounts={data.business.accounts} {...doing} />
          {data.business.accounts.length > 0 && <Consents creator={creator} business={data.business} {...doing} />}
        </>
      )}
    </Loaded>
  )
}

function Accounts({
  creator,
  accounts,
  isBusy,
  run,
}: { creator: CreatorSettings; accounts: Business['accounts'] } & Doing) {
  const answer = (accountId: string, isHers: boolean) =>
    run(() =>
      unwrap(
        api.creators[':id'].business[':accountId'].$post({ param: { id: creator.id, accountId }, json: { isHers } }),
      ),
    )
  return (
    <Panel title={t('business.title', { name: creator.name })} hint={t('business.hint', { name: creator.name })}>
      {accounts.length === 0 && <p class="soft">{t('business.none')}</p>}
      {accounts.map(({ id, ownerName, standing, isEnabled, canReply, connectedAt }) => (
        <Row
          key={id}
          icon={standing === 'asked' ? ShieldQuestion : isEnabled ? CircleCheck : Unplug}
          tone={standing === 'accepted' && isEnabled && canReply ? 'sent' : 'waiting'}
          title={ownerName}
          action={
            <div class="row-actions">
              {standing !== 'accepted' && (
                <Button look="plain" disabled={isBusy} onClick={() => answer(id, true)}>
                  {t('business.hers', { name: creator.name })}
                </Button>
              )}
              {standing !== 'refused' && (
                <Button disabled={isBusy} onClick={() => answer(id, false)}>
                  {t('business.not-hers')}
                </Button>
              )}
            </div>
          }
        >
          {t(
            standing === 'asked'
              ? 'business.asked'
              : standing === 'refused'
                ? 'business.refused'
                : !isEnabled
                  ? 'business.off'
                  : canReply
                    ? 'business.on'
                    : 'business.no-reply',
            { when: moment(connectedAt) },
          )}
        </Row>
      ))}
    </Panel>
  )
}

function Consents({ creator, business, isBusy, run }: { creator: CreatorSettings; business: Business } & Doing) {
  const { providers, consents } = business
  const give = (provider: string) =>
    run(() => unwrap(api.creators[':id'].consents.$post({ param: { id: creator.id }, json: { provider } })))
  const revoke = (consentId: string) =>
    run(() => unwrap(api.creators[':id'].consents[':consentId'].$delete({ param: { id: creator.id, consentId } })))
  return (
    <Panel title={t('consent.title')} hint={t('consent.hint', { name: creator.name })}>
      {providers.length === 0 && <p class="soft">{t('consent.none')}</p>}
      {providers.map(({ provider, isLocal, isAllowed }) => {
        const given = consents.find((one) => one.provider === provider && !one.revokedAt)
        return (
          <Row
            key={provider}
            icon={isAllowed ? LockOpen : Lock}
            tone={isAllowed ? 'sent' : 'waiting'}
            title={provider}
            action={
              !isLocal &&
              (given ? (
                <Button disabled={isBusy} onClick={() => revoke(given.id)}>
                  {t('consent.revoke')}
                </Button>
              ) : (
                <Button look="plain" disabled={isBusy} onClick={() => give(provider)}>
                  {t('consent.give')}
                </Button>
              ))
            }
          >
            {isLocal
              ? t('consent.local')
              : given
                ? t('consent.given', { name: given.givenByName, when: moment(given.givenAt) })
                : t('consent.missing')}
          </Row>
        )
      })}
      {consents
        .filter(({ revokedAt }) => revokedAt)
        .map(({ id, provider, givenByName, givenAt, revokedByName, revokedAt }) => (
          <p class="soft small" key={id}>
            {t('consent.revoked', {
              provider,
              name: givenByName,
              when: moment(givenAt),
              by: revokedByName ?? '',
              until: moment(revokedAt ?? givenAt),
            })}
          </p>
        ))}
    </Panel>
  )
}
